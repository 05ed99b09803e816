import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '@mailroom/model';
import {
  type IdentityServer,
  type Person,
  startIdentityServer,
  type TokenFault,
  walkSignIn,
} from '@mailroom/rig/identity/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import { microsoftIdentity } from './microsoft.ts';

const redirectUri = 'http://localhost:3300/api/v1/links/callback';
const secretId = '5b0f9c1e-6a3d-4c55-9a7e-0d1f2e3a4b5c';
const secret = 'practice~secret~value';
const clock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: () => Promise.resolve(),
};

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error('expected a Failure', { cause: thrown });
}

/** An origin on this machine where nothing listens any more. */
async function closedOrigin(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://localhost:${port}`;
}

describe('microsoftIdentity', () => {
  let server: IdentityServer;
  let ada: Person;
  let app: ProviderAppCredentials;
  const identity = microsoftIdentity({ clock });

  beforeEach(async () => {
    server = await startIdentityServer();
    const heron = server.addTenant({ name: 'Heron Instruments', domains: ['heron.example'] });
    const person = {
      name: 'Ada Lindqvist',
      userPrincipalName: 'ada@heron.example',
      password: 'a password of hers',
    };
    ada = server.addPerson({ tenant: heron, ...person, email: 'ada.lindqvist@heron.example' });
    const registration = server.addRegistration({
      tenant: heron,
      audience: 'AzureADandPersonalMicrosoftAccount',
      redirectUris: [redirectUri],
      secrets: [{ id: secretId, value: secret }],
      permissions: [
        'openid',
        'profile',
        'email',
        'offline_access',
        'IMAP.AccessAsUser.All',
        'SMTP.Send',
        'User.Read',
      ],
    });
    app = {
      id: 'app',
      provider: 'microsoft',
      access: 'people',
      clientId: registration.clientId,
      credentials: [{ id: '1', kind: 'secret', value: secret }],
      tenant: 'common',
      cloud: {
        provider: 'microsoft',
        id: 'practice',
        name: 'Practice',
        authority: server.authority,
        imap: { host: 'localhost', port: 993, security: 'tls' },
        smtp: { host: 'localhost', port: 587, security: 'starttls' },
        scopePrefix: 'https://outlook.office.com/',
        withdrawUrl: null,
      },
    };
  });
  afterEach(() => server.close());

  async function signIn(consent: 'accept' | 'cancel' = 'accept', using = app) {
    const authorization = await identity.authorizeUrl(using, { redirectUri, prompt: 'select_account' });
    const landed = await walkSignIn({
      authorizeUrl: authorization.url,
      userName: ada.userPrincipalName,
      password: ada.password,
      consent,
    });
    return { ...authorization, redirectUri, parameters: new URL(landed).searchParams };
  }

  it('asks for everything at once, with PKCE, state and nonce', async () => {
    const { url, state, nonce } = await identity.authorizeUrl(app, {
      redirectUri,
      loginHint: 'ada@heron.example',
    });
    const query = new URL(url).searchParams;
    expect(query.get('scope')?.split(' ')).toEqual([
      'https://outlook.office.com/IMAP.AccessAsUser.All',
      'https://outlook.office.com/SMTP.Send',
      'openid',
      'profile',
      'email',
      'offline_access',
      'User.Read',
    ]);
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('response_mode')).toBe('query');
    expect(query.get('login_hint')).toBe('ada@heron.example');
    expect([query.get('state'), query.get('nonce')]).toEqual([state, nonce]);
  });

  it('redeems the code for the mail resource and tells who signed in', async () => {
    const { identity: who, tokens } = await identity.redeem(app, await signIn());
    expect(who).toEqual({
      tid: ada.tenantId,
      oid: ada.id,
      userPrincipalName: 'ada@heron.example',
      email: 'ada.lindqvist@heron.example',
      name: 'Ada Lindqvist',
    });
    const access = server.validateAccessToken(tokens.accessToken);
    expect([...(access?.permissions ?? [])].sort()).toEqual(['IMAP.AccessAsUser.All', 'SMTP.Send']);
    expect(tokens.accessExpiresAt.getTime() - Date.now()).toBeGreaterThan(50 * 60 * 1000);
  });

  it('refreshes with the scope and answers the rotated refresh token', async () => {
    const { tokens } = await identity.redeem(app, await signIn());
    const refreshed = await identity.refresh(app, tokens.refreshToken);
    expect(refreshed.refreshToken).not.toBe(tokens.refreshToken);
    expect(server.validateAccessToken(refreshed.accessToken)?.person.id).toBe(ada.id);
  });

  it('signs in at a single directory, named by its domain', async () => {
    const own = { ...app, tenant: 'heron.example' };
    const { identity: who } = await identity.redeem(own, await signIn('accept', own));
    expect(who.tid).toBe(ada.tenantId);
  });

  it('takes a second redemption of a code for a reloaded callback', async () => {
    const landed = await signIn();
    await identity.redeem(app, landed);
    const failure = await failureOf(identity.redeem(app, landed));
    expect(['link-already-used', 'link-expired']).toContain(failure.kind);
    expect(failure.next).toEqual({ do: 'retry' });
  });

  it('refuses a callback whose state is not that of this browser', async () => {
    const landed = await signIn();
    const failure = await failureOf(identity.redeem(app, { ...landed, state: 'another browser' }));
    expect(failure.kind).toBe('link-expired');
    expect(server.tokenRequests()).toBe(0);
  });

  it('refuses an ID token whose nonce is not that of this sign-in', async () => {
    const failure = await failureOf(identity.redeem(app, { ...(await signIn()), nonce: 'another sign-in' }));
    expect(failure.kind).toBe('link-expired');
  });

  it('tells a cancelled consent, with Microsoft as the quote', async () => {
    const failure = await failureOf(identity.redeem(app, await signIn('cancel')));
    expect(failure).toMatchObject({ kind: 'consent-refused', origin: 'person', next: { do: 'retry' } });
    expect(failure.quote).toContain('AADSTS65004');
  });

  it.each([
    ['a wrong secret', 'not the secret', 'client-secret-wrong', 'AADSTS7000215'],
    ['the Secret ID in place of the value', secretId, 'secret-id-instead-of-value', 'AADSTS7000215'],
  ])('tells %s to the administrator', async (_, value, kind, code) => {
    const landed = await signIn();
    const failure = await failureOf(
      identity.redeem({ ...app, credentials: [{ id: '1', kind: 'secret', value }] }, landed),
    );
    expect(failure).toMatchObject({ kind, code, origin: 'administrator', next: { do: 'ask-administrator' } });
    expect(failure.detail.traceId).toMatch(/^[0-9a-f-]{36}$/);
    expect(failure.detail.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells an unknown directory', async () => {
    const nowhere = { ...app, tenant: 'nowhere.example' };
    const failure = await failureOf(identity.authorizeUrl(nowhere, { redirectUri }));
    expect(failure).toMatchObject({ kind: 'tenant-not-found', code: 'AADSTS90002' });
  });

  it('asks the person to reconnect when the grant was revoked or has expired', async () => {
    const { tokens } = await identity.redeem(app, await signIn());
    server.expireRefreshTokens(ada);
    const failure = await failureOf(identity.refresh(app, tokens.refreshToken));
    expect(failure).toMatchObject({ kind: 'grant-ended', origin: 'person', next: { do: 'reconnect' } });
    expect(failure.code).toBe('AADSTS700082');
  });

  it.each([
    ['429 with a time', { status: 429, headers: { 'retry-after': '120' }, body: { error: 'invalid_grant' } }],
    ['503 as a page', { status: 503, body: '<html>Service Unavailable</html>' }],
    ['200 as a page of a proxy', { status: 200, body: '<html>Sign in to the guest network</html>' }],
    ['500 in JSON', { status: 500, body: { error: 'server_error' } }],
    ['400 temporarily_unavailable', { status: 400, body: { error: 'temporarily_unavailable' } }],
    [
      '400 for a throttled directory',
      {
        status: 400,
        body: { error: 'invalid_grant', error_codes: [90055], error_description: 'AADSTS90055' },
      },
    ],
    ['a cut connection', { cut: true }],
  ] as [string, TokenFault][])('waits and never asks anybody to reconnect after %s', async (_, fault) => {
    const { tokens } = await identity.redeem(app, await signIn());
    server.failNext(fault);
    const failure = await failureOf(identity.refresh(app, tokens.refreshToken));
    expect(['authority-failed', 'authority-unreachable']).toContain(failure.kind);
    expect(failure.next.do).toBe('wait');
    if (fault.headers !== undefined && failure.next.do === 'wait') {
      const wait = Date.parse(failure.next.until ?? '') - Date.now();
      expect(wait).toBeGreaterThan(100_000);
      expect(wait).toBeLessThanOrEqual(120_000);
    }
    // The next attempt simply works: nothing was remembered against the account.
    await expect(identity.refresh(app, tokens.refreshToken)).resolves.toBeDefined();
  });

  it('waits when the authority cannot be found or reached', async () => {
    const cloud = (authority: string) => ({ ...app, cloud: { ...app.cloud, authority } });
    const refused = await failureOf(identity.refresh(cloud(await closedOrigin()), 'token'));
    expect(refused).toMatchObject({ kind: 'authority-unreachable', origin: 'network', next: { do: 'wait' } });
  });

  it('refuses a clear-text authority anywhere but on this machine', async () => {
    const cloud = { ...app.cloud, authority: 'http://login.example' };
    const failure = await failureOf(identity.refresh({ ...app, cloud }, 'token'));
    expect(failure).toMatchObject({ kind: 'host-refused-by-policy', origin: 'administrator' });
  });

  it('tells the missing permission when less was granted than mail needs', async () => {
    const { tokens } = await identity.redeem(app, await signIn());
    const scope = 'https://outlook.office.com/IMAP.AccessAsUser.All openid';
    const body = { access_token: 'x', token_type: 'Bearer', expires_in: 3600, scope };
    server.failNext({ status: 200, body });
    const failure = await failureOf(identity.refresh(app, tokens.refreshToken));
    expect(failure).toMatchObject({ kind: 'scope-missing', next: { do: 'reconnect' } });
    expect(failure.detail.missing).toBe('SMTP.Send');
  });

  describe('against an authority whose document points elsewhere', () => {
    let impostor: Server;
    afterEach(() => new Promise((resolve) => impostor.close(resolve)));

    it('hands the secret to nobody', async () => {
      const paths: string[] = [];
      impostor = createServer((request, response) => {
        paths.push(request.url ?? '');
        response.setHeader('content-type', 'application/json');
        const origin = `http://localhost:${(impostor.address() as AddressInfo).port}`;
        response.end(
          JSON.stringify({
            issuer: `${origin}/{tenantid}/v2.0`,
            authorization_endpoint: `${origin}/authorize`,
            token_endpoint: 'https://collector.example/token',
          }),
        );
      });
      await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
      const authority = `http://localhost:${(impostor.address() as AddressInfo).port}`;
      const failure = await failureOf(
        identity.refresh({ ...app, cloud: { ...app.cloud, authority } }, 'token'),
      );
      expect(failure).toMatchObject({ kind: 'authority-failed', code: 'discovery' });
      expect(paths).toEqual(['/common/v2.0/.well-known/openid-configuration']);
    });
  });
});
