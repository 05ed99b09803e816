/** What an organisation lets nobody link is linked by none of the ways to a mailbox; what is linked already goes on. */
import { account, type OrganisationChange } from '@mailroom/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { type PracticeServer, startPracticeServer } from '../testing/practice-server.ts';
import { openSecondStore } from '../testing/seed-mail.ts';

const engineProgram = new URL('../engine-thread/worker.ts', import.meta.url);

let practice: PracticeServer;
let ada: Browser;
beforeEach(async () => {
  practice = await startPracticeServer({ engineProgram });
  ada = await practice.server.signedIn();
});
afterEach(() => practice.close());

const everything = { providers: ['microsoft', 'google', 'imap'], domains: [], who: 'everybody' } as const;

async function decide(linkable: Partial<OrganisationChange['linkable']>) {
  const body = { linkable: { ...everything, ...linkable } };
  expect((await ada.ask('/api/v1/organisation', { method: 'PATCH', body })).status).toBe(200);
}

async function accounts(browser: Browser) {
  const { json } = await browser.ask('/api/v1/accounts');
  return z.object({ accounts: z.array(account) }).parse(json).accounts;
}

/** The rule by which an answer was refused. */
function ruleOf({ json }: { json: unknown }): string | undefined {
  const refused = z.object({
    failure: z.object({ kind: z.literal('organisation-policy'), detail: z.object({ rule: z.string() }) }),
  });
  return refused.safeParse(json).data?.failure.detail.rule;
}

function imapBody() {
  const { imap, smtp, people } = practice.provider;
  const login = { user: people[0].userName, password: people[0].password };
  return {
    address: people[0].userName,
    name: 'Ada',
    imap: { host: imap.host, port: imap.port, security: imap.security, ...login },
    smtp: { host: smtp.host, port: smtp.port, security: smtp.security, ...login },
  };
}

const post = (browser: Browser, path: string, body: object) => browser.ask(path, { method: 'POST', body });
const linkImap = (browser: Browser) => post(browser, '/api/v1/accounts/link/imap', imapBody());

describe('linking by password', () => {
  it('is refused by provider, by domain and by who asks, and nothing is stored', async () => {
    await decide({ providers: ['microsoft'] });
    expect(ruleOf(await linkImap(ada))).toBe('provider');
    await decide({ domains: ['elsewhere.example'] });
    expect(ruleOf(await linkImap(ada))).toBe('domain');
    await decide({ who: 'administrators' });
    const bob = await practice.server.member();
    expect(ruleOf(await linkImap(bob))).toBe('who');
    expect([...(await accounts(ada)), ...(await accounts(bob))]).toEqual([]);
    // This provider takes no passwords: the wish is let through to it, and refused by it.
    expect((await linkImap(ada)).json).toMatchObject({ failure: { kind: 'login-refused' } });
  });

  it('is not withdrawn from who linked before: their account is reconnected whatever was decided since', async () => {
    const { id: adaId } = z.object({ id: z.string() }).parse((await ada.ask('/api/v1/me')).json);
    const store = await openSecondStore(practice.server.dataDir);
    const { id } = await store.passwordMailboxes.create(adaId, imapBody());
    await store.close();
    await decide({ providers: ['google'], domains: ['elsewhere.example'], who: 'everybody' });
    const passwords = { imapPassword: 'another', smtpPassword: 'another' };
    const tried = await post(ada, `/api/v1/accounts/${id}/reconnect/imap`, passwords);
    expect(tried.json).toMatchObject({ failure: { kind: 'login-refused' } });
  });
});

describe('linking by signing in', () => {
  beforeEach(() => practice.enterProviderApp(ada));
  const begin = (body: object) => post(ada, '/api/v1/accounts/link/oauth', body);

  it('does not begin for a provider that nobody may link, and is not offered', async () => {
    await decide({ providers: ['imap'] });
    expect(ruleOf(await begin({}))).toBe('provider');
    const { json } = await ada.ask('/api/v1/link-options');
    expect(json).toMatchObject({ providerApps: [], imap: true });
  });

  it('does not begin for an address elsewhere, and ends without an account where somebody signs in to one', async () => {
    await decide({ domains: ['elsewhere.example'] });
    expect(ruleOf(await begin({ address: practice.provider.people[0].userName }))).toBe('domain');
    expect(ruleOf(await begin({ sharedAddress: practice.provider.sharedMailbox }))).toBe('domain');
    const answer = await practice.link(ada);
    expect(answer.headers.get('location')).toMatch(/^\/accounts\?failure=organisation-policy/);
    expect(await accounts(ada)).toEqual([]);
  });

  it('is judged by the decision at its end, not at its beginning', async () => {
    const callback = await practice.signIn(ada);
    await decide({ providers: ['imap'] });
    expect((await ada.ask(callback)).headers.get('location')).toMatch(/failure=organisation-policy/);
    expect(await accounts(ada)).toEqual([]);
  });

  it('reconnects an account that was linked before', async () => {
    await practice.link(ada);
    const [linked] = await accounts(ada);
    await decide({ providers: ['imap'], domains: ['elsewhere.example'], who: 'administrators' });
    const again = await practice.link(ada, { accountId: linked?.id });
    expect(again.headers.get('location')).not.toMatch(/failure/);
    expect(await accounts(ada)).toHaveLength(1);
  });
});

it('the organisation’s grant opens no mailbox that nobody may link', async () => {
  const providerAppId = await practice.enterProviderApp(ada, { access: 'organisation' });
  const address = practice.provider.people[1]?.userName ?? '';
  practice.provider.openToApplication([address]);
  const body = { providerAppId, address, name: 'The office' };
  await decide({ domains: ['elsewhere.example'] });
  expect(ruleOf(await post(ada, '/api/v1/accounts/link/organisation', body))).toBe('domain');
  await decide({ providers: ['imap'] });
  expect(ruleOf(await post(ada, '/api/v1/accounts/link/organisation', body))).toBe('provider');
  await decide({});
  expect((await post(ada, '/api/v1/accounts/link/organisation', body)).status).toBe(200);
});
