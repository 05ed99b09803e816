/** Mailboxes that are not simply the own one of whoever signs in: shared ones, and those that an organisation opens. */
import { account } from '@mailroom/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { type PracticeServer, startPracticeServer } from '../testing/practice-server.ts';

const engineProgram = new URL('../engine-thread/worker.ts', import.meta.url);

let practice: PracticeServer;
let ada: Browser;
beforeEach(async () => {
  // The cloud's own hosts are on this machine, which nobody but the administrator may name.
  practice = await startPracticeServer({ engineProgram, allowPrivateHosts: false });
  ada = await practice.server.signedIn();
});
afterEach(() => practice.close());

async function accounts() {
  const { json } = await ada.ask('/api/v1/accounts');
  return z.object({ accounts: z.array(account) }).parse(json).accounts;
}

describe('a shared mailbox', () => {
  beforeEach(() => practice.enterProviderApp(ada));

  it('is linked by its delegate, and says whose sign-in opens it', async () => {
    const { sharedMailbox: sharedAddress, people } = practice.provider;
    const answer = await practice.link(ada, { sharedAddress });
    const [linked] = await accounts();
    expect(answer.headers.get('location')).toBe(`/accounts/${linked?.id}/start`);
    expect(linked).toMatchObject({
      address: sharedAddress,
      signedInAs: people[0].userName,
      access: 'sign-in',
      state: 'choosing',
      name: '',
    });
  });

  it('stands beside the delegate’s own mailbox, and is reconnected by the same person', async () => {
    const { sharedMailbox: sharedAddress, people } = practice.provider;
    await practice.link(ada);
    await practice.link(ada, { sharedAddress });
    const both = await accounts();
    expect(both.map(({ address }) => address)).toEqual([people[0].userName, sharedAddress]);
    const again = await practice.link(ada, { accountId: both[1]?.id });
    expect(again.headers.get('location')).toBe(`/accounts/${both[1]?.id}/start`);
    expect(await accounts()).toHaveLength(2);
  });

  it('is not linked by somebody who may not open it, and both are named', async () => {
    const { sharedMailbox: sharedAddress, people } = practice.provider;
    const answer = await practice.link(ada, { sharedAddress, person: 1 });
    const told = new URL(answer.headers.get('location') ?? '', 'http://localhost');
    expect(told.pathname).toBe('/accounts');
    expect(Object.fromEntries(told.searchParams)).toMatchObject({
      failure: 'shared-mailbox-refused',
      mailbox: sharedAddress,
      delegate: people[1]?.userName,
    });
    expect(await accounts()).toEqual([]);
  });

  it('is one’s own mailbox where its owner signs in', async () => {
    const own = practice.provider.people[0].userName;
    await practice.link(ada, { sharedAddress: own.toUpperCase() });
    expect(await accounts()).toMatchObject([{ address: own, signedInAs: null }]);
  });
});

describe('a mailbox of the organisation', () => {
  const link = (browser: Browser, body: object) =>
    browser.ask('/api/v1/accounts/link/organisation', { method: 'POST', body });
  const address = () => practice.provider.people[1]?.userName ?? '';

  it('is linked by the app’s grant alone, and tried again by it', async () => {
    const providerAppId = await practice.enterProviderApp(ada, { access: 'organisation' });
    practice.provider.openToApplication([address()]);
    const answer = await link(ada, { providerAppId, address: address(), name: 'The office' });
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    const [linked] = await accounts();
    expect(linked).toMatchObject({ address: address(), access: 'organisation', signedInAs: null });
    const retried = await ada.ask(`/api/v1/accounts/${linked?.id}/reconnect/organisation`, {
      method: 'POST',
    });
    expect(retried.status).toBe(200);
    const signIn = await ada.ask('/api/v1/accounts/link/oauth', {
      method: 'POST',
      body: { accountId: linked?.id },
    });
    expect(signIn.status).toBe(400);
  });

  it('is not saved while Exchange does not let the app into it', async () => {
    const providerAppId = await practice.enterProviderApp(ada, { access: 'organisation' });
    practice.provider.openToApplication([]);
    const answer = await link(ada, { providerAppId, address: address(), name: '' });
    expect(answer.json).toMatchObject({
      failure: { kind: 'organisation-mailbox-refused', detail: { mailbox: address() } },
    });
    expect(await accounts()).toEqual([]);
  });

  it('is not opened through an app that people sign in to, nor by a member', async () => {
    const providerAppId = await practice.enterProviderApp(ada);
    const answer = await link(ada, { providerAppId, address: address(), name: '' });
    expect(answer.status).toBe(400);
    const bob = await practice.server.member();
    expect((await link(bob, { providerAppId, address: address(), name: '' })).status).toBe(403);
  });
});
