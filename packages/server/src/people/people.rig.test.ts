import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { invite } from '../testing/invite.ts';
import { type SeededMail, seedMail } from '../testing/seed-mail.ts';
import { administrator, member, startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let ada: Browser;
let bob: Browser;

beforeEach(async () => {
  server = await startTestServer();
  ada = await server.signedIn();
  bob = await server.member();
});
afterEach(() => server.close());

const idOf = async (browser: Browser) =>
  z.object({ id: z.string() }).parse((await browser.ask('/api/v1/me')).json).id;
const post = (browser: Browser, path: string, body: unknown = {}) =>
  browser.ask(path, { method: 'POST', body });
const deactivate = (browser: Browser, id: string) => post(browser, `/api/v1/people/${id}/deactivate`);
const credentials = { email: member.email, password: member.password };

describe('a person who is deactivated', () => {
  it('is refused at the next request, in every browser, and cannot sign in, in the words of a wrong password', async () => {
    const other = server.browser();
    await post(other, '/api/auth/sign-in/email', credentials);
    const gone = await deactivate(ada, await idOf(bob));
    expect(gone.json).toMatchObject({ state: 'deactivated', lastSeenAt: null });
    expect((await bob.ask('/api/v1/me')).status).toBe(401);
    expect((await other.ask('/api/v1/accounts')).status).toBe(401);
    const again = await post(server.browser(), '/api/auth/sign-in/email', credentials);
    const wrong = await post(server.browser(), '/api/auth/sign-in/email', {
      ...credentials,
      password: 'not the password',
    });
    expect([again.status, again.text]).toEqual([wrong.status, wrong.text]);
  });

  it('loses the live streams that are open, within five seconds', async () => {
    const response = await bob.request('/api/v1/live');
    const ended = response.text();
    const before = performance.now();
    await deactivate(ada, await idOf(bob));
    await ended;
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('is shown no inline image by a link that was given before', async () => {
    const mail: SeededMail = await seedMail(server.dataDir, await idOf(bob));
    const html = await bob.ask(`/api/v1/messages/${mail.messageId}/html`);
    const { inline } = z.object({ inline: z.string() }).parse(html.json);
    expect((await server.browser().ask(`${inline}real%40x`)).status).toBe(200);
    await deactivate(ada, await idOf(bob));
    expect((await server.browser().ask(`${inline}real%40x`)).status).toBe(404);
  });

  it('keeps what is theirs, and signs in again once reactivated, with nothing that was open before', async () => {
    const old = bob.copy();
    const id = await idOf(bob);
    await seedMail(server.dataDir, id);
    await deactivate(ada, id);
    const back = await post(ada, `/api/v1/people/${id}/reactivate`);
    expect(back.json).toMatchObject({ state: 'active', deactivatedAt: null, accounts: 1 });
    expect((await old.ask('/api/v1/me')).status).toBe(401);
    expect((await post(server.browser(), '/api/auth/sign-in/email', credentials)).status).toBe(204);
  });

  it('loses their API keys, also for when they are let back in', async () => {
    const id = await idOf(bob);
    const key = { name: 'Script', scopes: ['read'], days: null, password: member.password };
    const { secret } = z.object({ secret: z.string() }).parse((await post(bob, '/api/v1/me/keys', key)).json);
    const withKey = async () =>
      (await server.browser().ask('/api/v1/accounts', { headers: { authorization: `Bearer ${secret}` } }))
        .status;
    expect(await withKey()).toBe(200);
    await deactivate(ada, id);
    expect(await withKey()).toBe(401);
    await post(ada, `/api/v1/people/${id}/reactivate`);
    expect(await withKey()).toBe(401);
  });

  it('is never oneself', async () => {
    expect((await deactivate(ada, await idOf(ada))).json).toMatchObject({
      failure: { kind: 'conflict', detail: { person: 'yourself' } },
    });
  });
});

describe('the last administrator', () => {
  it('stays one', async () => {
    const answer = await ada.ask(`/api/v1/people/${await idOf(ada)}`, {
      method: 'PATCH',
      body: { role: 'member' },
    });
    expect(answer.json).toMatchObject({
      failure: { kind: 'conflict', detail: { person: 'last-administrator' } },
    });
  });

  it('is left when two dismiss each other at once', async () => {
    const [first, second] = [await idOf(ada), await idOf(bob)];
    await ada.ask(`/api/v1/people/${second}`, { method: 'PATCH', body: { role: 'administrator' } });
    const body = { role: 'member' };
    const answers = await Promise.all([
      ada.ask(`/api/v1/people/${second}`, { method: 'PATCH', body }),
      bob.ask(`/api/v1/people/${first}`, { method: 'PATCH', body }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const listed = await Promise.all([ada, bob].map((browser) => browser.ask('/api/v1/people')));
    expect(listed.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('does not count who was deactivated', async () => {
    const id = await idOf(bob);
    await ada.ask(`/api/v1/people/${id}`, { method: 'PATCH', body: { role: 'administrator' } });
    await deactivate(ada, id);
    const answer = await ada.ask(`/api/v1/people/${await idOf(ada)}`, {
      method: 'PATCH',
      body: { role: 'member' },
    });
    expect(answer.status).toBe(409);
  });
});

describe('a role', () => {
  it('holds from the next request on', async () => {
    const id = await idOf(bob);
    await ada.ask(`/api/v1/people/${id}`, { method: 'PATCH', body: { role: 'administrator' } });
    expect((await bob.ask('/api/v1/people')).status).toBe(200);
    await ada.ask(`/api/v1/people/${id}`, { method: 'PATCH', body: { role: 'member' } });
    expect((await bob.ask('/api/v1/people')).status).toBe(403);
  });
});

describe('colleagues', () => {
  it('are told to members by name and address, without who was deactivated', async () => {
    const { token } = await invite(ada);
    const eve = server.browser();
    await post(eve, '/api/v1/invitation/accept', {
      token,
      name: 'Eve',
      email: 'eve@example.com',
      password: 'a password of some length',
    });
    const names = async () =>
      z
        .object({
          people: z.array(
            z.strictObject({ id: z.string(), name: z.string(), email: z.string(), picture: z.null() }),
          ),
        })
        .parse((await bob.ask('/api/v1/colleagues')).json)
        .people.map(({ name }) => name);
    expect(await names()).toEqual([administrator.name, member.name, 'Eve']);
    await deactivate(ada, await idOf(eve));
    expect(await names()).toEqual([administrator.name, member.name]);
  });
});

describe('groups', () => {
  it('are made, renamed, filled, emptied and deleted by administrators', async () => {
    const id = await idOf(bob);
    const made = await post(ada, '/api/v1/groups', { name: ' Sales ', members: [id, id] });
    const group = z
      .object({ id: z.string(), name: z.string(), members: z.array(z.string()) })
      .parse(made.json);
    expect(group).toMatchObject({ name: 'Sales', members: [id] });
    const own = await idOf(ada);
    const changed = await ada.ask(`/api/v1/groups/${group.id}`, {
      method: 'PATCH',
      body: { name: 'Support', add: [own], remove: [id, 'nobody'] },
    });
    expect(changed.json).toEqual({ id: group.id, name: 'Support', members: [own] });
    expect((await bob.ask('/api/v1/colleagues')).json).toMatchObject({
      groups: [{ id: group.id, name: 'Support', members: 1 }],
    });
    expect((await ada.ask(`/api/v1/groups/${group.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ada.ask(`/api/v1/groups/${group.id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('have names that nobody takes for each other, and members who are somebody', async () => {
    await post(ada, '/api/v1/groups', { name: 'Sales' });
    expect((await post(ada, '/api/v1/groups', { name: 'ＳＡＬＥＳ' })).json).toMatchObject({
      failure: { kind: 'conflict', detail: { name: 'taken' } },
    });
    expect((await post(ada, '/api/v1/groups', { name: 'Other', members: ['nobody'] })).json).toMatchObject({
      failure: { kind: 'invalid-request', detail: { members: 'unknown-person' } },
    });
    expect((await ada.ask('/api/v1/groups')).json).toMatchObject({ groups: [{ name: 'Sales' }] });
  });
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a profile', () => {
  it('holds a time zone that there is', async () => {
    const change = (timeZone: string) => bob.ask('/api/v1/me', { method: 'PATCH', body: { timeZone } });
    expect((await change('Asia/Shanghai')).json).toMatchObject({ timeZone: 'Asia/Shanghai' });
    expect((await change('Mars/Base')).json).toMatchObject({
      failure: { kind: 'invalid-request', detail: { timeZone: 'time-zone-unknown' } },
    });
  });

  it('holds a picture, which colleagues see and strangers do not', async () => {
    const body = { base64: png.toString('base64') };
    const changed = z
      .object({ id: z.string(), picture: z.string() })
      .parse((await post(bob, '/api/v1/me/picture', body)).json);
    const path = `/api/v1/people/${changed.id}/pictures/${changed.picture}`;
    const seen = await ada.request(path);
    expect(seen.headers.get('content-type')).toBe('image/png');
    expect(seen.headers.get('content-security-policy')).toMatch(/^sandbox/);
    expect(Buffer.from(await seen.arrayBuffer()).equals(png)).toBe(true);
    expect((await server.browser().ask(path)).status).toBe(401);
    expect((await bob.ask('/api/v1/me/picture', { method: 'DELETE' })).json).toMatchObject({ picture: null });
    expect((await ada.ask(path)).status).toBe(404);
  });

  it('holds no picture that is something else', async () => {
    const body = { base64: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64') };
    expect((await post(bob, '/api/v1/me/picture', body)).json).toMatchObject({
      failure: { kind: 'invalid-request', detail: { base64: 'picture-type' } },
    });
  });

  it('is told to administrators as it changes, and to no other member', async () => {
    const { token } = await invite(ada);
    const eve = server.browser();
    const eveInput = { token, name: 'Eve', email: 'eve@example.com', password: 'a password of some length' };
    await post(eve, '/api/v1/invitation/accept', eveInput);
    const cursor = z.object({ cursor: z.int() }).parse((await ada.ask('/api/v1/me')).json).cursor;
    await bob.ask('/api/v1/me', { method: 'PATCH', body: { name: 'Robert' } });
    const told = await firstEvents(ada, cursor);
    expect(told).toContain('"noun":"person"');
    await eve.ask('/api/v1/me', { method: 'PATCH', body: { name: 'Eva' } });
    const own = await firstEvents(eve, cursor);
    expect(own).toContain(await idOf(eve));
    expect(own).not.toContain(await idOf(bob));
  });
});

/** What a stream from that cursor tells first. */
async function firstEvents(browser: Browser, cursor: number): Promise<string> {
  const response = await browser.request(`/api/v1/live?cursor=${cursor}`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('event: change')) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  return text;
}
