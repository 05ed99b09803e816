import { join } from 'node:path';
import { openDatabase } from '@mailroom/store/database/open';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { invite } from '../testing/invite.ts';
import { openSecondStore } from '../testing/seed-mail.ts';
import { administrator, startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let ada: Browser;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signedIn();
});
afterAll(() => server.close());

const password = 'a password of some length';

const accept = (browser: Browser, token: string, input: Record<string, unknown> = {}) =>
  browser.ask('/api/v1/invitation/accept', {
    method: 'POST',
    body: { token, name: 'Grace Guest', password, ...input },
  });
const look = (token: string) =>
  server.browser().ask('/api/v1/invitation/read', { method: 'POST', body: { token } });
const post = (browser: Browser, path: string, body: unknown = {}) =>
  browser.ask(path, { method: 'POST', body });

const invitations = async () =>
  z
    .object({ invitations: z.array(z.object({ id: z.string(), expired: z.boolean() })) })
    .parse((await ada.ask('/api/v1/invitations')).json).invitations;

/** As if a week had passed. */
async function expire(id: string): Promise<void> {
  const db = openDatabase(join(server.dataDir, 'mailroom.sqlite'));
  await db.updateTable('invitations').set({ expires_at: 1 }).where('id', '=', Number(id)).execute();
  await db.destroy();
}

describe('an invitation', () => {
  it('makes its holder one of the people, with the role and the groups that it was given, and signs them in', async () => {
    const group = z
      .object({ id: z.string() })
      .parse((await post(ada, '/api/v1/groups', { name: 'Sales' })).json);
    const { token, invitation, mail } = await invite(ada, {
      email: 'Grace@Example.com',
      role: 'administrator',
      groupIds: [group.id],
    });
    expect(invitation).toMatchObject({ email: 'grace@example.com', invitedBy: { name: administrator.name } });
    expect(mail).toBe('none');
    expect((await look(token)).json).toMatchObject({
      email: 'grace@example.com',
      invitedBy: administrator.name,
    });

    const grace = server.browser();
    expect((await accept(grace, token, { email: 'other@example.com' })).status).toBe(200);
    const me = (await grace.ask('/api/v1/me')).json;
    expect(me).toMatchObject({ name: 'Grace Guest', email: 'grace@example.com', role: 'administrator' });
    expect((await ada.ask('/api/v1/groups')).json).toMatchObject({
      groups: [{ name: 'Sales', members: [z.object({ id: z.string() }).parse(me).id] }],
    });
    expect((await invitations()).map(({ id }) => id)).not.toContain(invitation.id);
  });

  it('for nobody in particular takes the address that its holder says, and none that is somebody’s', async () => {
    const { token } = await invite(ada);
    expect((await accept(server.browser(), token)).json).toMatchObject({
      failure: { kind: 'invalid-request' },
    });
    const taken = await accept(server.browser(), token, { email: administrator.email });
    expect(taken.json).toMatchObject({ failure: { kind: 'conflict', detail: { email: 'taken' } } });
    expect((await accept(server.browser(), token, { email: 'Own@Example.com' })).json).toMatchObject({
      email: 'own@example.com',
    });
  });

  it('answers the same once it was used, was taken back, has expired, was made anew, or never was', async () => {
    const used = await invite(ada);
    await accept(server.browser(), used.token, { email: 'used@example.com' });
    const revoked = await invite(ada);
    await ada.ask(`/api/v1/invitations/${revoked.invitation.id}`, { method: 'DELETE' });
    const expired = await invite(ada);
    await expire(expired.invitation.id);
    const renewed = await invite(ada);
    await post(ada, `/api/v1/invitations/${renewed.invitation.id}/renew`);

    const tokens = [used.token, revoked.token, expired.token, renewed.token, 'x'.repeat(43)];
    const looks = await Promise.all(tokens.map(look));
    const accepts = await Promise.all(
      tokens.map((token) => accept(server.browser(), token, { email: 'late@example.com' })),
    );
    for (const answers of [looks, accepts]) {
      expect(answers[0]?.status).toBe(410);
      expect(answers[0]?.json).toMatchObject({ failure: { kind: 'invitation-invalid' } });
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    }
  });

  it('makes one person however many accept it at once', async () => {
    const { token } = await invite(ada);
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((name) => accept(server.browser(), token, { email: `${name}@race.example` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  });

  it('is good again after one who accepted it could not be made', async () => {
    const { token } = await invite(ada);
    await accept(server.browser(), token, { email: administrator.email });
    expect((await look(token)).status).toBe(200);
  });

  it('that expired is made good again with a new link, which is another', async () => {
    const { token, invitation } = await invite(ada);
    await expire(invitation.id);
    expect((await invitations()).find(({ id }) => id === invitation.id)?.expired).toBe(true);
    const renewed = z
      .object({ link: z.url() })
      .parse((await post(ada, `/api/v1/invitations/${invitation.id}/renew`)).json);
    expect(new URL(renewed.link).hash.slice(1)).not.toBe(token);
    expect((await look(new URL(renewed.link).hash.slice(1))).status).toBe(200);
  });

  it('is made once for an address, and not for somebody who is here', async () => {
    await invite(ada, { email: 'twice@example.com' });
    const again = await post(ada, '/api/v1/invitations', { email: 'TWICE@example.com', role: 'member' });
    expect(again.json).toMatchObject({ failure: { detail: { email: 'invited' } } });
    const here = await post(ada, '/api/v1/invitations', { email: administrator.email, role: 'member' });
    expect(here.json).toMatchObject({ failure: { detail: { email: 'taken' } } });
  });

  it('is not mailed where Mailroom has no mail of its own, and says so', async () => {
    const refused = await post(ada, '/api/v1/invitations', {
      email: 'mail@example.com',
      role: 'member',
      send: true,
    });
    expect(refused.json).toMatchObject({ failure: { detail: { send: 'no-mail' } } });
    expect((await ada.ask('/api/v1/invitations')).json).toMatchObject({ canMail: false });
  });

  it('ends with the role of whoever made it: nobody keeps a way back in', async () => {
    const { token: first } = await invite(ada, { role: 'administrator', email: 'eve@example.com' });
    const eve = server.browser();
    await accept(eve, first);
    const { token } = await invite(eve, { role: 'administrator' });
    const { id } = z.object({ id: z.string() }).parse((await eve.ask('/api/v1/me')).json);
    await ada.ask(`/api/v1/people/${id}`, { method: 'PATCH', body: { role: 'member' } });
    expect((await look(token)).status).toBe(410);
  });

  it('leaves its token neither in the database nor in the log, and its making and use in the audit log', async () => {
    const { token, invitation } = await invite(ada, { email: 'audited@example.com' });
    await accept(server.browser(), token);
    const store = await openSecondStore(server.dataDir);
    await store.close();
    const db = openDatabase(join(server.dataDir, 'mailroom.sqlite'));
    const audit = await db
      .selectFrom('audit')
      .select(['action', 'actor', 'detail'])
      .where('subject_kind', '=', 'invitation')
      .where('subject_id', '=', invitation.id)
      .execute();
    const everything = JSON.stringify([
      await db.selectFrom('audit').selectAll().execute(),
      await db.selectFrom('invitations').selectAll().execute(),
    ]);
    await db.destroy();
    expect(audit.map(({ action }) => action)).toEqual(['person.invited', 'person.joined']);
    expect(everything).not.toContain(token);
    expect(server.log.join()).not.toContain(token);
  });
});
