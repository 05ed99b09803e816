/** Google's sign-in ("Using OAuth 2.0 for Web Server Applications", "OpenID Connect"): authorization code and PKCE, tokens for Gmail's IMAP and SMTP. */
import { Failure } from '@mailroom/model';
import * as client from 'openid-client';
import type { ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import { googleConfigurations } from './google-configuration.ts';
import { googleFailure, readGoogleError } from './google-errors.ts';
import type {
  AuthorizeRequest,
  IdentityProvider,
  IssuedTokens,
  ProviderIdentity,
} from './identity-provider.ts';
import { requests } from './requests.ts';
import type { CredentialJudged } from './try-credentials.ts';

const identityScopes = ['openid', 'email', 'profile'];

/** Used when the answer names no lifetime; Google's tokens live an hour. */
const shortestLifetime = 60 * 60;

/** Everything a person consents to. IMAP and SMTP take the full mail scope and no narrower one. */
export function googleScopes({ scopePrefix }: ProviderAppCredentials['cloud']): string[] {
  return [...identityScopes, scopePrefix];
}

export function googleIdentity(options: { clock: Clock; judged?: CredentialJudged }): IdentityProvider {
  const { clock, judged = async () => {} } = options;
  const { unproven, proven } = requests(
    {
      configurations: googleConfigurations(clock),
      refusal: (fields, context) => googleFailure(readGoogleError(fields), context),
    },
    { clock, judged },
  );

  function issued(
    answer: client.TokenEndpointResponse,
    app: ProviderAppCredentials,
    previousRefreshToken: string | null,
  ): IssuedTokens {
    const scope = answer.scope ?? googleScopes(app.cloud).join(' ');
    // Google lets people untick single permissions and answers with what was left.
    if (!scope.split(/\s+/).includes(app.cloud.scopePrefix)) throw missing(app.cloud.scopePrefix, scope);
    const refreshToken = answer.refresh_token ?? previousRefreshToken;
    if (refreshToken === null) throw missing('refresh_token', scope);
    const after = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000);
    const ends = Number(answer.refresh_token_expires_in);
    return {
      accessToken: answer.access_token,
      accessExpiresAt: after(answer.expires_in ?? shortestLifetime),
      refreshToken,
      scope,
      // Only where it ends whatever happens: an app in testing, or access that the person gave for a time.
      ...(Number.isFinite(ends) && ends > 0 ? { refreshExpiresAt: after(ends) } : {}),
    };
  }

  return {
    authorizeUrl: (app, request) =>
      unproven(app, 'authorize', async (config) => {
        const codeVerifier = client.randomPKCECodeVerifier();
        const state = client.randomState();
        const nonce = client.randomNonce();
        const url = client.buildAuthorizationUrl(config, {
          response_type: 'code',
          redirect_uri: new URL(request.redirectUri).href,
          scope: googleScopes(app.cloud).join(' '),
          access_type: 'offline',
          prompt: promptOf(request),
          code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
          state,
          nonce,
          ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
        });
        return { url: url.href, state, nonce, codeVerifier };
      }),

    redeem: (app, redemption) =>
      proven(app, 'redeem', async (config) => {
        const callback = new URL(redemption.redirectUri);
        callback.search = redemption.parameters.toString();
        const answer = await client.authorizationCodeGrant(config, callback, {
          pkceCodeVerifier: redemption.codeVerifier,
          expectedState: redemption.state,
          expectedNonce: redemption.nonce,
          idTokenExpected: true,
        });
        const who = claimedIdentity(answer.claims());
        if (who === null) throw missing('email', answer.scope ?? '');
        return { identity: who, tokens: issued(answer, app, null) };
      }),

    refresh: (app, refreshToken) =>
      proven(app, 'refresh', async (config) => {
        const answer = await client.refreshTokenGrant(config, refreshToken);
        const who = claimedIdentity(answer.claims());
        return { ...issued(answer, app, refreshToken), ...(who === null ? {} : { identity: who }) };
      }),

    // A service account with domain-wide delegation is another thing than an OAuth client, and has no secret.
    async organisationToken(app) {
      throw new Failure({
        origin: 'mailroom',
        kind: 'unexpected',
        detail: { providerAppId: app.id, provider: app.provider, access: app.access },
      });
    },
  };
}

/**
 * Google gives a refresh token only after it has asked the person, so it is made to ask each time: whoever signs in here links or
 * reconnects a mailbox, and needs one. `login` is not among Google's prompts; choosing the account is the nearest.
 */
function promptOf({ prompt }: AuthorizeRequest): string {
  return prompt === 'select_account' || prompt === 'login' ? 'select_account consent' : 'consent';
}

/**
 * `sub` never changes and is never given again, an address may be ("Obtain user information from the ID token").
 * @returns null where the claims do not tell: `email` comes with its scope only.
 */
function claimedIdentity(claims: client.IDToken | undefined): ProviderIdentity | null {
  if (claims === undefined || typeof claims.email !== 'string' || claims.email === '') return null;
  const { sub, iss, email, name } = claims;
  return {
    // Google's ID tokens have at times named their issuer without its scheme.
    tid: URL.canParse(iss) ? new URL(iss).host : iss,
    oid: sub,
    userPrincipalName: email,
    email,
    name: typeof name === 'string' && name !== '' ? name : email,
  };
}

function missing(what: string, granted: string): Failure {
  return new Failure({
    origin: 'person',
    kind: 'scope-missing',
    next: { do: 'reconnect' },
    detail: { provider: 'google', missing: what, granted },
  });
}
