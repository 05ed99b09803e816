/** Microsoft identity platform v2.0: sign-in with authorization code and PKCE (RFC 9700 2.1.1), tokens for Exchange's IMAP and SMTP. */
import { type Cloud, Failure } from '@mailroom/model';
import * as client from 'openid-client';
import type { Clock } from '../../ports/clock.ts';
import type {
  IdentityProvider,
  IssuedTokens,
  OrganisationToken,
  ProviderIdentity,
} from './identity-provider.ts';
import { microsoftConfigurations } from './microsoft-configuration.ts';
import { microsoftErrorInPage, microsoftFailure, readMicrosoftError } from './microsoft-errors.ts';
import { requests } from './requests.ts';
import type { CredentialJudged } from './try-credentials.ts';

const identityScopes = ['openid', 'profile', 'email', 'offline_access'];
const mailPermissions = ['IMAP.AccessAsUser.All', 'SMTP.Send'];

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

/** In the global cloud app-only tokens are for another spelling of Exchange than people's ("OAuth for IMAP, POP and SMTP"). */
const applicationPrefixes: Readonly<Record<string, string>> = {
  'https://outlook.office.com/': 'https://outlook.office365.com/',
};

/** The scope of the organisation's own token: whatever its administrator granted the app at Exchange. */
export function organisationScope({ scopePrefix }: Cloud): string {
  return `${applicationPrefixes[scopePrefix] ?? scopePrefix}.default`;
}

export function microsoftIdentity(options: { clock: Clock; judged?: CredentialJudged }): IdentityProvider {
  const { clock, judged = async () => {} } = options;
  const { unproven, proven } = requests(
    {
      configurations: microsoftConfigurations(clock),
      refusal: (fields, context) => microsoftFailure(readMicrosoftError(fields), context),
      errorInPage: microsoftErrorInPage,
    },
    { clock, judged },
  );

  const endOf = (lifetime = shortestLifetime): Date => new Date(clock.now().getTime() + lifetime * 1000);

  function issued(
    answer: client.TokenEndpointResponse,
    cloud: Cloud,
    previousRefreshToken: string | null,
  ): IssuedTokens {
    const scope = answer.scope ?? exchangeScopes(cloud).join(' ');
    checkGranted(scope);
    const refreshToken = answer.refresh_token ?? previousRefreshToken;
    if (refreshToken === null) throw scopeMissing('offline_access', scope);
    return {
      accessToken: answer.access_token,
      accessExpiresAt: endOf(answer.expires_in),
      refreshToken,
      scope,
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
      proven(app, 'redeem', async (config) => {
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
        const who = claimedIdentity(answer.claims());
        if (who === null) throw scopeMissing('profile', answer.scope ?? '');
        return { identity: who, tokens: issued(answer, app.cloud, null) };
      }),

    refresh: (app, refreshToken) =>
      proven(app, 'refresh', async (config) => {
        // Without a scope Microsoft answers AADSTS90009 or a token for another resource.
        const scope = exchangeScopes(app.cloud).join(' ');
        const answer = await client.refreshTokenGrant(config, refreshToken, { scope });
        const who = claimedIdentity(answer.claims());
        return { ...issued(answer, app.cloud, refreshToken), ...(who === null ? {} : { identity: who }) };
      }),

    organisationToken: (app) =>
      proven(app, 'organisation', async (config): Promise<OrganisationToken> => {
        const answer = await client.clientCredentialsGrant(config, { scope: organisationScope(app.cloud) });
        return { accessToken: answer.access_token, accessExpiresAt: endOf(answer.expires_in) };
      }),
  };
}

/** @returns null where the claims do not tell: `oid` and `preferred_username` come with the scope `profile` only. */
function claimedIdentity(claims: client.IDToken | undefined): ProviderIdentity | null {
  const text = (name: string): string | null => {
    const value = claims?.[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const tid = text('tid');
  const oid = text('oid');
  const email = text('email');
  const userPrincipalName = text('preferred_username') ?? text('upn') ?? email;
  if (tid === null || oid === null || userPrincipalName === null) return null;
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
