/**
 * Signing in to Mailroom itself at an identity provider (OpenID Connect Core 1.0, 3.1): who somebody is, and no access to anything of
 * theirs. Code flow with PKCE, `state` and `nonce`; the answer must come from the provider that was asked (RFC 9207, RFC 9700 4.4).
 */
import { Failure } from '@mailroom/model';
import * as client from 'openid-client';
import type { ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import { googleConfigurations } from './google-configuration.ts';
import { googleFailure, readGoogleError } from './google-errors.ts';
import type { Authorization, Redemption } from './identity-provider.ts';
import { microsoftConfigurations } from './microsoft-configuration.ts';
import { microsoftErrorInPage, microsoftFailure, readMicrosoftError } from './microsoft-errors.ts';
import { type OpenIdProvider, openIdRequests } from './openid.ts';
import type { Phase } from './refusal.ts';
import { requests } from './requests.ts';
import { claimedSignIn, type SignInIdentity } from './sign-in-claims.ts';

/** Begins every `state` of these sign-ins, so that the return is known from that of a mailbox being linked. */
export const signInStatePrefix = 'signin.';

const scope = 'openid profile email';

/** Where somebody signs in: at the provider of an app that mailboxes are linked with, or at the operator's own. */
export type SignInAt =
  | { kind: 'app'; app: ProviderAppCredentials }
  | { kind: 'openid'; provider: OpenIdProvider };

export interface SignInClient {
  /**
   * @param choose whether the provider asks which account, though it knows one.
   * @throws Failure
   */
  authorizeUrl(at: SignInAt, request: { redirectUri: string; choose: boolean }): Promise<Authorization>;
  /** @throws Failure also for what the provider put into the callback instead of a code. */
  redeem(at: SignInAt, redemption: Redemption): Promise<SignInIdentity>;
}

type Asked = <T>(ask: (config: client.Configuration) => Promise<T>) => Promise<T>;

export function signInClient({ clock }: { clock: Clock }): SignInClient {
  const context = { clock, judged: async () => {} };
  const ofApps = {
    microsoft: requests(
      {
        configurations: microsoftConfigurations(clock),
        refusal: (fields, at) => microsoftFailure(readMicrosoftError(fields), at),
        errorInPage: microsoftErrorInPage,
      },
      context,
    ),
    google: requests(
      {
        configurations: googleConfigurations(clock),
        refusal: (fields, at) => googleFailure(readGoogleError(fields), at),
      },
      context,
    ),
  };
  const ofOpenId = new Map<string, ReturnType<typeof openIdRequests>>();

  function asking(at: SignInAt, during: Phase): Asked {
    if (at.kind === 'app') {
      const { unproven, proven } = ofApps[at.app.provider];
      return (ask) => (during === 'authorize' ? unproven : proven)(at.app, during, ask);
    }
    const key = JSON.stringify(at.provider);
    const asked = ofOpenId.get(key) ?? openIdRequests(at.provider, clock);
    ofOpenId.set(key, asked);
    return (ask) => asked(during, ask);
  }

  return {
    authorizeUrl: (at, { redirectUri, choose }) =>
      asking(
        at,
        'authorize',
      )(async (config) => {
        const codeVerifier = client.randomPKCECodeVerifier();
        const state = signInStatePrefix + client.randomState();
        const nonce = client.randomNonce();
        const url = client.buildAuthorizationUrl(config, {
          response_type: 'code',
          redirect_uri: new URL(redirectUri).href,
          scope,
          code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
          state,
          nonce,
          ...(choose ? { prompt: 'select_account' } : {}),
        });
        return { url: url.href, state, nonce, codeVerifier };
      }),

    redeem: (at, { redirectUri, parameters, codeVerifier, state, nonce }) =>
      asking(
        at,
        'redeem',
      )(async (config) => {
        const callback = new URL(redirectUri);
        callback.search = parameters.toString();
        const answer = await client.authorizationCodeGrant(config, callback, {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const who = claimedSignIn(at, answer.claims());
        if (who === null) throw incomplete(answer.scope ?? '');
        return who;
      }),
  };
}

function incomplete(granted: string): Failure {
  const detail = { missing: 'profile', granted };
  return new Failure({ origin: 'person', kind: 'scope-missing', next: { do: 'retry' }, detail });
}
