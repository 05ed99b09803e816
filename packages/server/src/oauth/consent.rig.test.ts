import { providerApp } from '@mailroom/model';
import { walkSignIn } from '@mailroom/rig/identity/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { type PracticeServer, startPracticeServer } from '../testing/practice-server.ts';

let practice: PracticeServer;
let ada: Browser;
let appId: string;
beforeEach(async () => {
  practice = await startPracticeServer();
  ada = await practice.server.signedIn();
  appId = await practice.enterProviderApp(ada);
});
afterEach(() => practice.close());

const linkAnswer = z.object({ url: z.url(), expiresAt: z.iso.datetime() });

const ask = (tenant: string | null, id = appId) =>
  ada.ask(`/api/v1/provider-apps/${id}/consent`, { method: 'POST', body: { tenant } });

async function consentLink(tenant: string | null = null): Promise<URL> {
  const answer = await ask(tenant);
  return new URL(linkAnswer.parse(answer.json).url);
}

async function consents() {
  const { json } = await ada.ask('/api/v1/provider-apps');
  return z.object({ providerApps: z.array(providerApp) }).parse(json).providerApps[0]?.consents;
}

/** The practice directory's administrator signs in and answers; gives the path that the browser is sent to, not yet opened. */
async function answered(url: URL, consent: 'accept' | 'cancel'): Promise<string> {
  const { identity } = practice.provider.servers;
  const { tenant } = practice.provider;
  const userName = 'head.of.it@halewick.test';
  const password = 'practice-head';
  identity.addPerson({
    tenant,
    name: 'Head of IT',
    userPrincipalName: userName,
    email: userName,
    password,
    administrator: true,
  });
  const returned = new URL(await walkSignIn({ authorizeUrl: url.href, userName, password, consent }));
  return `${returned.pathname}${returned.search}`;
}

const stranger = () => practice.server.browser();
const location = async (path: string) => (await stranger().ask(path)).headers.get('location');

describe('the admin-consent link', () => {
  it('leads to the app’s own directory, asks for what signing in asks for, and is good for a week', async () => {
    const answer = linkAnswer.parse((await ask(null)).json);
    const url = new URL(answer.url);
    const { tenant, clientId, authority } = practice.provider;
    expect(url.origin).toBe(authority);
    expect(url.pathname).toBe(`/${tenant}/v2.0/adminconsent`);
    expect(url.searchParams.get('client_id')).toBe(clientId);
    expect(url.searchParams.get('redirect_uri')).toBe(`${practice.server.address}/oauth2/callback`);
    expect(url.searchParams.get('scope')).toContain('IMAP.AccessAsUser.All');
    const days = (Date.parse(answer.expiresAt) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
    expect((await consentLink()).searchParams.get('state')).not.toBe(url.searchParams.get('state'));
  });

  it('leads to a customer’s directory where one is named, and to whichever signs in for an app of many', async () => {
    expect((await consentLink('customer.example')).pathname).toBe('/customer.example/v2.0/adminconsent');
    await ada.ask(`/api/v1/provider-apps/${appId}`, { method: 'PATCH', body: { tenant: 'common' } });
    expect((await consentLink()).pathname).toBe('/organizations/v2.0/adminconsent');
    expect((await ask('common')).status).toBe(400);
    expect((await ask('not a tenant!')).status).toBe(400);
  });

  it('can be made before the registration has a secret, and not before it has a client ID', async () => {
    const draft = await practice.enterProviderApp(ada, { credential: null });
    expect((await ask(null, draft)).status).toBe(200);
    const empty = await practice.enterProviderApp(ada, { credential: null, clientId: null });
    expect((await ask(null, empty)).json).toMatchObject({ failure: { kind: 'provider-app-incomplete' } });
  });
});

describe('what comes back from it', () => {
  it('is recorded with the directory, and told to a stranger who has no session', async () => {
    const path = await answered(await consentLink(), 'accept');
    expect(await location(path)).toBe('/consent');
    expect(await consents()).toMatchObject([{ tenant: practice.provider.tenant, failure: null }]);
  });

  it('is recorded as a refusal with the provider’s code', async () => {
    const path = await answered(await consentLink(), 'cancel');
    expect(await location(path)).toBe('/consent?failure=consent-refused&code=AADSTS65004');
    expect(await consents()).toMatchObject([{ failure: { kind: 'consent-refused', code: 'AADSTS65004' } }]);
  });

  it('harms nothing when it is opened again: the same directory stays one line', async () => {
    const path = await answered(await consentLink(), 'accept');
    expect([await location(path), await location(path)]).toEqual(['/consent', '/consent']);
    expect(await consents()).toHaveLength(1);
  });

  it.each(['admin_consent=True', 'admin_consent=True&state=made-up&tenant=x', 'admin_consent=False&error=x'])(
    'is nothing with %s: no link of ours has that state',
    async (query) => {
      expect(await location(`/oauth2/callback?${query}`)).toBe('/consent?failure=link-expired');
      expect(await consents()).toEqual([]);
    },
  );

  it('takes no name for a directory but an ID', async () => {
    const state = (await consentLink()).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ admin_consent: 'True', state, tenant: '<b>Contoso</b>' });
    expect(await location(`/oauth2/callback?${query}`)).toBe('/consent');
    expect(await consents()).toMatchObject([{ tenant: null, failure: null }]);
  });

  it('links nothing and signs nobody in', async () => {
    const path = await answered(await consentLink(), 'accept');
    const browser = stranger();
    await browser.ask(path);
    expect(browser.cookie).toBe('');
    expect((await ada.ask('/api/v1/accounts')).json).toEqual({ accounts: [] });
  });
});
