import { account } from '@mailroom/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { type PracticeServer, startPracticeServer } from '../testing/practice-server.ts';
import { openSecondStore } from '../testing/seed-mail.ts';

let practice: PracticeServer;
let ada: Browser;
beforeEach(async () => {
  practice = await startPracticeServer();
  ada = await practice.server.signedIn();
});
afterEach(() => practice.close());

async function accounts(browser: Browser) {
  const { json } = await browser.ask('/api/v1/accounts');
  return z.object({ accounts: z.array(account) }).parse(json).accounts;
}

const codeRequests = () => practice.provider.servers.identity.tokenRequests('authorization_code');
const failed = (kind: string, code?: string) =>
  `/accounts?failure=${kind}${code === undefined ? '' : `&code=${code}`}`;

describe('coming back from the sign-in page', () => {
  beforeEach(() => practice.enterProviderApp(ada));

  it('links the mailbox and leads to the choice of its start date', async () => {
    const answer = await practice.link(ada);
    const [linked] = await accounts(ada);
    expect(linked).toMatchObject({
      provider: 'microsoft',
      address: practice.provider.people[0].userName,
      state: 'choosing',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/accounts/${linked?.id}/start`);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('harms nothing when it is reloaded: the same account, and the code redeemed once', async () => {
    const callback = await practice.signIn(ada);
    const [first, second] = await Promise.all([ada.ask(callback), ada.ask(callback)]);
    const third = await ada.ask(callback);
    const locations = [first, second, third].map(({ headers }) => headers.get('location'));
    expect(new Set(locations).size).toBe(1);
    expect(locations[0]).toMatch(/^\/accounts\/\d+\/start$/);
    expect(await accounts(ada)).toHaveLength(1);
    expect(codeRequests()).toBe(1);
  });

  it('is refused in another browser session of the same person, and stays good in its own', async () => {
    const callback = await practice.signIn(ada);
    const other = practice.server.browser();
    const body = { email: 'ada@example.com', password: 'correct horse battery' };
    await other.ask('/api/auth/sign-in/email', { method: 'POST', body });
    expect((await other.ask(callback)).headers.get('location')).toBe(failed('link-expired'));
    expect(await accounts(ada)).toHaveLength(0);
    expect((await ada.ask(callback)).headers.get('location')).toMatch(/start$/);
  });

  it('is refused for another person, who cannot be given somebody’s mailbox', async () => {
    const callback = await practice.signIn(ada);
    const bob = await practice.server.member();
    expect((await bob.ask(callback)).headers.get('location')).toBe(failed('link-expired'));
    expect(await accounts(bob)).toHaveLength(0);
    expect(codeRequests()).toBe(0);
  });

  it('is refused without a session', async () => {
    const callback = await practice.signIn(ada);
    const answer = await practice.server.browser().ask(callback);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, failed('not-signed-in')]);
  });

  it.each([
    ['another state', (query: URLSearchParams) => query.set('state', 'x'.repeat(43))],
    ['no state', (query: URLSearchParams) => query.delete('state')],
  ])('is refused with %s', async (_, change) => {
    const url = new URL(await practice.signIn(ada), 'http://localhost');
    change(url.searchParams);
    const answer = await ada.ask(`${url.pathname}${url.search}`);
    expect(answer.headers.get('location')).toBe(failed('link-expired'));
    expect(codeRequests()).toBe(0);
  });

  it('is refused with a code of another sign-in', async () => {
    const [one, two] = [await practice.signIn(ada), await practice.signIn(ada)].map(
      (path) => new URL(path, 'http://localhost'),
    );
    one?.searchParams.set('code', two?.searchParams.get('code') ?? '');
    const answer = await ada.ask(`${one?.pathname}${one?.search}`);
    expect(answer.headers.get('location')).toMatch(/^\/accounts\?failure=link-expired/);
    expect(await accounts(ada)).toHaveLength(0);
  });

  it('tells that the person cancelled, and keeps the form', async () => {
    const answer = await practice.link(ada, { consent: 'cancel' });
    expect(answer.headers.get('location')).toMatch(/^\/accounts\?failure=consent-refused/);
  });

  it('leads to the list when this mailbox was linked before, and gives it new tokens', async () => {
    await practice.link(ada);
    const [before] = await accounts(ada);
    const start = { since: { kind: 'everything' } };
    await ada.ask(`/api/v1/accounts/${before?.id}/start`, { method: 'POST', body: start });
    const again = await practice.link(ada);
    expect(again.headers.get('location')).toBe('/accounts');
    expect(await accounts(ada)).toMatchObject([{ id: before?.id, state: 'syncing' }]);
  });

  it('refuses another mailbox where one is reconnected', async () => {
    await practice.link(ada);
    const [linked] = await accounts(ada);
    const other = await practice.link(ada, { accountId: linked?.id, person: 1 });
    expect(other.headers.get('location')).toBe(failed('other-mailbox-signed-in'));
    expect(await accounts(ada)).toHaveLength(1);
    const same = await practice.link(ada, { accountId: linked?.id });
    expect(same.headers.get('location')).toBe(`/accounts/${linked?.id}/start`);
  });

  it('refuses another mailbox also to whoever manages an account of somebody else’s, and keeps nothing of its token', async () => {
    await practice.link(ada);
    const [linked] = await accounts(ada);
    const accountId = linked?.id ?? '';
    const bob = await practice.server.member();
    const { id } = z.object({ id: z.string() }).parse((await bob.ask('/api/v1/me')).json);
    const body = { with: { kind: 'person', id }, level: 'manage' };
    await ada.ask(`/api/v1/accounts/${accountId}/shares`, { method: 'POST', body });
    const store = await openSecondStore(practice.server.dataDir);
    const before = await store.ports.credentials.read(accountId);

    const other = await practice.link(bob, { accountId, person: 1 });
    expect(other.headers.get('location')).toBe(failed('other-mailbox-signed-in'));
    expect(await store.ports.credentials.read(accountId)).toEqual(before);
    expect(await accounts(bob)).toMatchObject([{ id: accountId, level: 'manage' }]);

    const same = await practice.link(bob, { accountId });
    expect(same.headers.get('location')).toBe(`/accounts/${accountId}/start`);
    expect(await store.ports.credentials.read(accountId)).not.toEqual(before);
    expect(await accounts(ada)).toMatchObject([{ id: accountId, level: 'own' }]);
    await store.close();
  });
});
