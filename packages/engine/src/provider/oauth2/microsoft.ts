/** Microsoft identity platform v2.0: sign-in with authorization code and PKCE (RFC 9700 2.1.1), tokens for Exchange's IMAP and SMTP. */
import { type Cloud, Failure } from '@mailroom/model';
import * as client from 'openid-client';
import type { ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import { isLoopbackName } from '../egress/loopback.ts';
import { answeredWrongly, retryAfter, unreachable } from './authority-failure.ts';
import type { IdentityProvider, IssuedTokens, ProviderIdentity } from './identity-provider.ts';
import { microsoftFailure, type Phase, readMicrosoftError } from './microsoft-errors.ts';

const identityScopes = ['openid', 'profile', 'email', 'offline_access'];
const mailPermissions = ['IMAP.AccessAsUser.All', 'SMTP.Send'];

/** Seconds for one request; Microsoft answers in one or two. */
const requestTimeout = 20;
/** Discovery documents change rarely; a key or endpoint that moved is found within the hour. */
const discoveryLifetime = 60 * 60 * 1000;
const cachedApps = 100;
/** Used when the answer names no lifetime; Microsoft's tokens live 60 to 90 minutes. */
const shortestLifetime = 60 * 60;

/** Scopes of one token request: Microsoft issues a token for one resource only (AADSTS28000), and here that is Exchange. */
export function exchangeScopes(cloud: Cloud): string[] {
  return [...mailPermissions.map((permission) => cloud.scopePrefix + permission), ...identityScopes];
}

/** Everything a person consents to at once; `User.Read` without a prefix means Microsoft Graph. */
export function consentScopes(cloud: Cloud): string[] {
  return [...exchangeScopes(cloud), 'User.Read'];
}

export function microsoftIdentity(options: { clock: Clock }): IdentityProvider {
  const configurations = configurationCache(options.clock);

  async function configured<T>(
    app: ProviderAppCredentials,
    during: Phase,
    ask: (config: client.Configuration) => Promise<T>,
  ): Promise<T> {
    try {
      return await ask(await configurations(app));
    } catch (thrown) {
      throw await classify(thrown, app, during, options.clock.now());
    }
  }

  function issued(
    answer: client.TokenEndpointResponse,
    cloud: Cloud,
    previousRefreshToken: string | null,
  ): IssuedTokens {
    const scope = answer.scope ?? exchangeScopes(cloud).join(' ');
    checkGranted(scope);
    const refreshToken = answer.refresh_token ?? previousRefreshToken;
    if (refreshToken === null) throw scopeMissing('offline_access', scope);
    const lifetime = answer.expires_in ?? shortestLifetime;
    return {
      accessToken: answer.access_token,
      accessExpiresAt: new Date(options.clock.now().getTime() + lifetime * 1000),
      refreshToken,
      scope,
    };
  }

  return {
    authorizeUrl: (app, request) =>
      configured(app, 'authorize', async (config) => {
        const codeVerifier = client.randomPKCECodeVerifier();
        const state = client.randomState();
        const nonce = client.randomNonce();
        const url = client.buildAuthorizationUrl(config, {
          response_type: 'code',
          // form_post would arrive as a cross-site POST without the session's SameSite cookie.
          response_mode: 'query',
          redirect_uri: new URL(request.redirectUri).href,
          scope: consentScopes(app.cloud).join(' '),
          code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
          state,
          nonce,
          ...(request.prompt === undefined ? {} : { prompt: request.prompt }),
          ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
        });
        return { url: url.href, state, nonce, codeVerifier };
      }),

    redeem: (app, redemption) =>
      configured(app, 'redeem', async (config) => {
        const callback = new URL(redemption.redirectUri);
        callback.search = redemption.parameters.toString();
        const answer = await client.authorizationCodeGrant(
          config,
          callback,
          {
            pkceCodeVerifier: redemption.codeVerifier,
            expectedState: redemption.state,
            expectedNonce: redemption.nonce,
            idTokenExpected: true,
          },
          { scope: exchangeScopes(app.cloud).join(' ') },
        );
        return { identity: identityOf(answer.claims()), tokens: issued(answer, app.cloud, null) };
      }),

    refresh: (app, refreshToken) =>
      configured(app, 'refresh', async (config) => {
        // Without a scope Microsoft answers AADSTS90009 or a token for another resource.
        const scope = exchangeScopes(app.cloud).join(' ');
        const answer = await client.refreshTokenGrant(config, refreshToken, { scope });
        return issued(answer, app.cloud, refreshToken);
      }),
  };
}

/** One discovery per app and hour, shared by whoever asks meanwhile; a failed one is forgotten at once. */
function configurationCache(clock: Clock): (app: ProviderAppCredentials) => Promise<client.Configuration> {
  const cache = new Map<string, { until: number; configuration: Promise<client.Configuration> }>();
  return (app) => {
    const key = JSON.stringify([app.cloud.authority, app.tenant, app.clientId, app.clientSecret]);
    const cached = cache.get(key);
    if (cached !== undefined && clock.monotonic() < cached.until) return cached.configuration;

    const configuration = discover(app);
    cache.delete(key);
    cache.set(key, { until: clock.monotonic() + discoveryLifetime, configuration });
    for (const oldest of cache.keys()) {
      if (cache.size <= cachedApps) break;
      cache.delete(oldest);
    }
    configuration.catch(() => {
      if (cache.get(key)?.configuration === configuration) cache.delete(key);
    });
    return configuration;
  };
}

/**
 * openid-client resolves the `{tenantid}` that Microsoft's discovery document has for an issuer against the ID token's own `tid`,
 * but knows Microsoft only by the origin of the global cloud. National clouds follow the same rule, so discovery is addressed
 * by that origin and the request sent to the cloud's authority; what comes back is held to that authority below.
 */
const globalOrigin = 'https://login.microsoftonline.com';

async function discover(app: ProviderAppCredentials): Promise<client.Configuration> {
  const authority = authorityUrl(app.cloud.authority);
  const path = `/${encodeURIComponent(app.tenant)}/v2.0`;
  const configuration = await client.discovery(
    new URL(path, globalOrigin),
    app.clientId,
    app.clientSecret,
    client.ClientSecretPost(app.clientSecret),
    {
      timeout: requestTimeout,
      [client.customFetch]: (url, init) => send(url.replace(globalOrigin, authority.origin), init),
      execute: authority.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    },
  );
  configuration[client.customFetch] = send;
  holdToAuthority(configuration.serverMetadata(), authority);
  return configuration;
}

/** The library's body type knows views of shared memory, which it never sends and `fetch` does not take. */
const send: client.CustomFetch = (url, init) => fetch(url, init as RequestInit);

/** A clear-text authority would hand secrets to whoever listens; on this machine's own loopback nobody else does. */
function authorityUrl(text: string): URL {
  const url = new URL(text);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname))) return url;
  throw new Failure({
    origin: 'administrator',
    kind: 'host-refused-by-policy',
    next: { do: 'ask-administrator' },
    detail: { host: url.host },
  });
}

/** Secrets and codes go to the authority that the administrator chose, whatever the document says (RFC 9700 4.4). */
function holdToAuthority(metadata: client.ServerMetadata, authority: URL): void {
  for (const url of [metadata.issuer, metadata.authorization_endpoint, metadata.token_endpoint]) {
    if (url !== undefined && new URL(url).origin === authority.origin) continue;
    throw new Failure({
      origin: 'provider',
      kind: 'authority-failed',
      next: { do: 'ask-administrator' },
      code: 'discovery',
      detail: { host: authority.host },
    });
  }
}

function identityOf(claims: client.IDToken | undefined): ProviderIdentity {
  const text = (name: string): string | null => {
    const value = claims?.[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const tid = text('tid');
  const oid = text('oid');
  const email = text('email');
  const userPrincipalName = text('preferred_username') ?? text('upn') ?? email;
  // `oid` and `preferred_username` come with the scope `profile` only.
  if (tid === null || oid === null || userPrincipalName === null) throw scopeMissing('profile', '');
  return { tid, oid, userPrincipalName, email, name: text('name') ?? userPrincipalName };
}

function scopeMissing(missing: string, granted: string): Failure {
  return new Failure({
    origin: 'person',
    kind: 'scope-missing',
    next: { do: 'reconnect' },
    detail: { missing, granted },
  });
}

/**
 * Compares permissions by name: Exchange is known by several hosts, and the answer may spell another than was asked for.
 * Identity scopes are not compared, Microsoft leaves them out of the answer at will.
 */
function checkGranted(scope: string): void {
  const name = (text: string): string => text.slice(text.lastIndexOf('/') + 1).toLowerCase();
  const granted = new Set(scope.split(/\s+/).map(name));
  const missing = mailPermissions.filter((permission) => !granted.has(permission.toLowerCase()));
  if (missing.length > 0) throw scopeMissing(missing.join(' '), scope);
}

async function classify(
  thrown: unknown,
  app: ProviderAppCredentials,
  during: Phase,
  now: Date,
): Promise<Failure> {
  if (thrown instanceof Failure) return thrown;
  const host = new URL(app.cloud.authority).host;
  const response = responseBelow(thrown);
  const retryAt = response === null ? null : retryAfter(response, now);
  if (response !== null && (response.status === 429 || response.status >= 500)) {
    return answeredWrongly(host, response, retryAt, thrown);
  }

  const body = await errorBody(thrown, response);
  if (body !== null) {
    const context = { during, clientSecret: app.clientSecret, retryAt, cause: thrown };
    return microsoftFailure(readMicrosoftError(body), context);
  }
  if (response !== null) return answeredWrongly(host, response, retryAt, thrown);
  return unreachable(host, thrown) ?? distrusted(thrown, host);
}

/** The HTTP answer that openid-client could not accept; it stands in `response`, or below as the cause. */
function responseBelow(thrown: unknown): Response | null {
  let at = thrown;
  for (let depth = 0; depth < 4; depth += 1) {
    if (at instanceof Response) return at;
    if (!(at instanceof Error)) return null;
    if ('response' in at && at.response instanceof Response) return at.response;
    at = at.cause;
  }
  return null;
}

async function errorBody(
  thrown: unknown,
  response: Response | null,
): Promise<Record<string, unknown> | null> {
  if (thrown instanceof client.AuthorizationResponseError) return Object.fromEntries(thrown.cause);
  if (thrown instanceof client.ResponseBodyError) return { ...thrown.cause };
  // A 401 that also carries WWW-Authenticate is thrown with its body unread, and so is every refusal of discovery.
  if (response === null || response.bodyUsed) return null;
  const text = await response.text().catch(() => '');
  const body = parseObject(text);
  if (typeof body?.error === 'string') return body;
  // Refusals meant for a browser are pages; the code stands in their text.
  const [description] = /AADSTS\d{4,8}: [^<]{0,1000}/.exec(text) ?? [];
  return description === undefined ? null : { error: 'unknown', error_description: description };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The answer arrived but does not belong to this sign-in: wrong state, nonce, issuer or audience. */
function distrusted(thrown: unknown, host: string): Failure {
  const code = thrown instanceof client.ClientError ? (thrown.code ?? null) : null;
  if (code === null) return new Failure({ origin: 'mailroom', kind: 'unexpected', cause: thrown });
  return new Failure({
    origin: 'provider',
    kind: claimBelow(thrown) === 'iss' ? 'tenant-mismatch' : 'link-expired',
    next: { do: 'retry' },
    code,
    detail: { host },
    cause: thrown,
  });
}

function claimBelow(thrown: unknown): string | null {
  let at = thrown;
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth += 1) {
    if ('claim' in at && typeof at.claim === 'string') return at.claim;
    at = 'cause' in at ? at.cause : null;
  }
  return null;
}
