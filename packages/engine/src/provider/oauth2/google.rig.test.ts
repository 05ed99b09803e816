import { Failure } from '@mailroom/model';
import { entryOfFailure } from '@mailroom/model/catalogue/index';
import {
  type GoogleClient,
  type GoogleIdentityServer,
  type GooglePerson,
  MAIL_SCOPE,
  startGoogleIdentityServer,
} from '@mailroom/rig/identity/google/index';
import { SignInStuck, walkSignIn } from '@mailroom/rig/identity/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppCredential, ProviderAppCredentials } from '../../ports/accounts.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { googleIdentity } from './google.ts';
import { identityProviders } from './identity-providers.ts';

const redirectUri = 'http://localhost:3300/oauth2/callback';
const secret = (id: string, value: string): AppCredential => ({ id, kind: 'secret', value });
const day = 24 * 60 * 60 * 1000;

let server: GoogleIdentityServer;
let ada: GooglePerson;
let client: GoogleClient;
let app: ProviderAppCredentials;
let clock: ManualClock;
let judged: [string, string | null][];
let identity: ReturnType<typeof googleIdentity>;

beforeEach(async () => {
  clock = new ManualClock(new Date());
  server = await startGoogleIdentityServer({ now: () => clock.now().getTime() });
  const { domain } = server.putOrganisation('heron.example');
  ada = server.addPerson({
    name: 'Ada Lindqvist',
    email: 'ada@heron.example',
    password: 'Ada has a password',
    organisation: domain,
  });
  client = server.putClient({ redirectUris: [redirectUri] });
  app = {
    id: 'app',
    provider: 'google',
    access: 'people',
    clientId: client.clientId,
    credentials: [secret('only', client.clientSecret)],
    tenant: '',
    cloud: {
      provider: 'google',
      id: 'practice-google',
      name: 'Practice Google',
      authority: server.origin,
      imap: { host: 'localhost', port: 993, security: 'tls' },
      smtp: { host: 'localhost', port: 465, security: 'tls' },
      scopePrefix: MAIL_SCOPE,
      withdrawUrl: null,
    },
  };
  judged = [];
  identity = googleIdentity({
    clock,
    judged: async (credentialId, failure) => {
      judged.push([credentialId, failure?.kind ?? null]);
    },
  });
});
afterEach(() => server.close());

interface SigningIn {
  consent?: 'accept' | 'cancel';
  untick?: string[];
  cookies?: Map<string, string>;
}

async function signIn(options: SigningIn = {}) {
  const authorization = await identity.authorizeUrl(app, { redirectUri, prompt: 'select_account' });
  const landed = await walkSignIn({
    authorizeUrl: authorization.url,
    userName: ada.email,
    password: ada.password,
    consent: 'accept',
    ...options,
  });
  return { ...authorization, redirectUri, parameters: new URL(landed).searchParams };
}

const linked = async (options?: SigningIn) => identity.redeem(app, await signIn(options));

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error('expected a Failure', { cause: thrown });
}

const entryOf = (failure: Failure) => entryOfFailure(failure.toWire())?.id;

describe('the sign-in page’s address', () => {
  it('asks for mail and identity at once, offline, with PKCE, state and nonce', async () => {
    const { url, state, nonce } = await identity.authorizeUrl(app, { redirectUri, loginHint: ada.email });
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      scope: 'openid email profile https://mail.google.com/',
      access_type: 'offline',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      login_hint: 'ada@heron.example',
      state,
      nonce,
    });
  });

  it.each([
    [undefined, 'consent'],
    ['consent', 'consent'],
    ['select_account', 'select_account consent'],
    ['login', 'select_account consent'],
  ] as const)(
    'always asks for consent, without which there is no refresh token: %s',
    async (prompt, asked) => {
      const request = prompt === undefined ? { redirectUri } : { redirectUri, prompt };
      const { url } = await identity.authorizeUrl(app, request);
      expect(new URL(url).searchParams.get('prompt')).toBe(asked);
    },
  );
});

describe('a sign-in', () => {
  it('tells who it was by what never changes, and brings tokens for mail', async () => {
    const { identity: who, tokens } = await linked();
    expect(who).toEqual({
      tid: new URL(server.origin).host,
      oid: ada.id,
      userPrincipalName: 'ada@heron.example',
      email: 'ada@heron.example',
      name: 'Ada Lindqvist',
    });
    expect(server.validateAccessToken(tokens.accessToken)?.scopes).toContain(MAIL_SCOPE);
    expect(tokens.accessExpiresAt).toEqual(new Date(clock.now().getTime() + 3_599_000));
    expect(tokens).not.toHaveProperty('refreshExpiresAt');
  });

  it('brings a refresh token again when the same person links again', async () => {
    const cookies = new Map<string, string>();
    const first = await linked({ cookies });
    const second = await linked({ cookies });
    expect(second.tokens.refreshToken).toMatch(/^1\/\//);
    expect(second.tokens.refreshToken).not.toBe(first.tokens.refreshToken);
  });

  it('without the box for mail ticked is missing that permission', async () => {
    const failure = await failureOf(linked({ untick: [MAIL_SCOPE] }));
    expect(failure).toMatchObject({ kind: 'scope-missing', origin: 'person', next: { do: 'reconnect' } });
    expect(failure.detail.missing).toBe(MAIL_SCOPE);
    expect(entryOf(failure)).toBe('google-mail-not-granted');
  });

  it('without a refresh token is of no use, and says so', async () => {
    server.withholdRefreshTokens(true);
    const failure = await failureOf(linked());
    expect(failure).toMatchObject({ kind: 'scope-missing', detail: { missing: 'refresh_token' } });
    expect(entryOf(failure)).toBe('google-refresh-token-missing');
  });

  it('that the person cancelled is no fault of anybody’s', async () => {
    const failure = await failureOf(linked({ consent: 'cancel' }));
    expect(failure).toMatchObject({ kind: 'consent-refused', code: 'access_denied', next: { do: 'retry' } });
    expect(entryOf(failure)).toBe('google-consent-declined');
  });

  it('of an app in testing says when its refresh token ends, and so does every refresh', async () => {
    server.putClient({ ...client, publishing: 'testing', testUsers: [ada.email] });
    const { tokens } = await linked();
    const ends = tokens.refreshExpiresAt?.getTime() ?? 0;
    expect(Math.round((ends - clock.now().getTime()) / day)).toBe(7);
    clock.advance(5 * day);
    const refreshed = await identity.refresh(app, tokens.refreshToken);
    expect(Math.abs((refreshed.refreshExpiresAt?.getTime() ?? 0) - ends)).toBeLessThan(2_000);
    clock.advance(2 * day);
    const failure = await failureOf(identity.refresh(app, tokens.refreshToken));
    expect(failure).toMatchObject({ kind: 'grant-ended', next: { do: 'reconnect' } });
    expect(entryOf(failure)).toBe('google-token-expired-or-revoked');
  });

  it('is refused with another browser’s state, and its code works once', async () => {
    const redemption = await signIn();
    const foreign = await failureOf(identity.redeem(app, { ...redemption, state: 'of another browser' }));
    expect(foreign).toMatchObject({ kind: 'link-expired' });
    await identity.redeem(app, redemption);
    const again = await failureOf(identity.redeem(app, redemption));
    expect(again).toMatchObject({ kind: 'link-expired', code: 'invalid_grant', next: { do: 'retry' } });
  });

  it('that Google’s own page refuses never comes back', async () => {
    server.putClient({ ...client, publishing: 'testing', testUsers: [] });
    await expect(signIn()).rejects.toThrow(new SignInStuck('Error 403: access_denied'));
  });
});

describe('a refresh', () => {
  it('keeps the refresh token, for Google gives no other', async () => {
    const { tokens } = await linked();
    const refreshed = await identity.refresh(app, tokens.refreshToken);
    expect(refreshed.refreshToken).toBe(tokens.refreshToken);
    expect(refreshed.accessToken).not.toBe(tokens.accessToken);
    expect(refreshed.identity?.oid).toBe(ada.id);
  });

  it.each([
    ['the access was withdrawn', () => server.withdrawConsent(ada, app.clientId)],
    ['the password was changed', () => server.changePassword(ada, 'another one')],
  ])('asks the person to reconnect when %s', async (_, end) => {
    const { tokens } = await linked();
    end();
    const failure = await failureOf(identity.refresh(app, tokens.refreshToken));
    expect(failure).toMatchObject({ kind: 'grant-ended', next: { do: 'reconnect' } });
  });

  it('tells the organisation’s session control apart from a withdrawn access', async () => {
    const { tokens } = await linked();
    server.requireReauthentication(ada);
    const failure = await failureOf(identity.refresh(app, tokens.refreshToken));
    expect(failure).toMatchObject({ kind: 'grant-ended', detail: { subtype: 'invalid_rapt' } });
    expect(entryOf(failure)).toBe('google-signed-out-by-organisation');
  });

  it('waits out an outage and blames nobody’s grant for it', async () => {
    const { tokens } = await linked();
    server.failNext({ status: 503, body: { error: 'internal_failure' } });
    const failure = await failureOf(identity.refresh(app, tokens.refreshToken));
    expect(failure).toMatchObject({ kind: 'authority-failed', origin: 'provider', next: { do: 'wait' } });
  });
});

describe('the client', () => {
  it.each([
    [
      'another secret',
      () => ({ credentials: [secret('only', 'GOCSPX-other')] }),
      'google-client-secret-wrong',
    ],
    [
      'an ID that is nobody’s',
      () => ({ clientId: '1-x.apps.googleusercontent.com' }),
      'google-client-unknown',
    ],
    [
      'a disabled client',
      () => void server.putClient({ ...client, disabled: true }),
      'google-client-deleted',
    ],
  ])('with %s is the administrator’s to mend', async (_, change, entry) => {
    const { tokens } = await linked();
    const failure = await failureOf(identity.refresh({ ...app, ...change() }, tokens.refreshToken));
    expect(failure).toMatchObject({ origin: 'administrator', next: { do: 'ask-administrator' } });
    expect(entryOf(failure)).toBe(entry);
  });

  it('may have two secrets while one takes over: a refused one is followed by the other at once', async () => {
    const { tokens } = await linked();
    judged = [];
    const rotating = { ...app, credentials: [secret('new', 'GOCSPX-not-yet-known'), ...app.credentials] };
    await identity.refresh(rotating, tokens.refreshToken);
    expect(judged).toEqual([
      ['new', 'client-secret-wrong'],
      ['only', null],
    ]);
  });

  it('hands its secret to no host but Google’s', async () => {
    const elsewhere = { ...app.cloud, authority: 'http://mail.example' };
    const failure = await failureOf(identity.refresh({ ...app, cloud: elsewhere }, 'token'));
    expect(failure).toMatchObject({ kind: 'host-refused-by-policy' });
  });
});

describe('identityProviders', () => {
  it('asks the provider that an app is registered at', async () => {
    const both = identityProviders({ clock });
    const { url } = await both.authorizeUrl(app, { redirectUri });
    expect(url.startsWith(`${server.origin}/o/oauth2/v2/auth?`)).toBe(true);
    const cloud = { ...app.cloud, provider: 'microsoft' as const };
    const microsoft = { ...app, provider: 'microsoft' as const, tenant: 'common', cloud };
    // Microsoft's document lies elsewhere, and this server has none there.
    const failure = await failureOf(both.authorizeUrl(microsoft, { redirectUri }));
    expect(failure).toMatchObject({ kind: 'authority-failed', code: 'HTTP 404' });
  });
});
