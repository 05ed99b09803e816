/**
 * Does Google know the client ID and the redirect URI? Asked without anybody signed in and without a page (`prompt=none`, OpenID
 * Connect Core 1.0, 3.1.2.1): only a request that Google accepts leads back to our own address. A refused one leads to a page of
 * Google's, whose address says why.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readGooglePage } from '@mailroom/model/catalogue/index';
import { googleScopes } from '../../provider/oauth2/google.ts';
import { googleFailure } from '../../provider/oauth2/google-errors.ts';
import { askHttp } from '../ask/http.ts';
import type { Check, DoctorTarget } from '../target.ts';
import { fault, right, skipped, verdictOf } from '../verdict.ts';
import { googleEndpoints } from './endpoints.ts';

/** Google may pass a request on between pages of its own. */
const longestChain = 4;

const random = (bytes: number): string => randomBytes(bytes).toString('base64url');

function silentRequest(endpoint: URL, { app, redirectUri }: DoctorTarget, clientId: string): URL {
  const url = new URL(endpoint);
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: googleScopes(app.cloud).join(' '),
    access_type: 'offline',
    prompt: 'none',
    state: random(16),
    nonce: random(16),
    code_challenge: createHash('sha256').update(random(32)).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url;
}

const about = ({ app, redirectUri }: DoctorTarget): string =>
  `GET ${app.cloud.authority}/o/oauth2/v2/auth?client_id=${app.clientId ?? ''}&redirect_uri=${redirectUri}&prompt=none`;

export const googleRegistration: Check = {
  id: 'registration',
  about,
  async examine(target, deps, signal) {
    const asked = about(target);
    const { clientId } = target.app;
    if (clientId === null) return skipped(asked, 'client-id-not-entered');
    const { authorization } = await googleEndpoints(target, deps, signal);
    let url = silentRequest(authorization, target, clientId);
    for (let step = 0; step < longestChain; step += 1) {
      const { status, location } = await askHttp(url, { method: 'GET' }, { clock: deps.clock, signal });
      if (location === null) return notTold(asked, `HTTP ${status}`, url);
      if (isBack(location, target)) return right(asked, location.searchParams.get('error'));
      const page = readGooglePage(location.href);
      if (page !== null) {
        const refusal = { error: page.error, subtype: null, description: page.words };
        const context = { during: 'authorize', credential: null, retryAt: null } as const;
        return verdictOf(asked, googleFailure(refusal, context));
      }
      if (isSignInPage(location, authorization)) return right(asked, location.pathname);
      if (location.origin !== authorization.origin) return notTold(asked, location.origin, url);
      url = location;
    }
    return notTold(asked, url.pathname, url);
  },
};

function isBack(location: URL, { redirectUri }: DoctorTarget): boolean {
  const expected = new URL(redirectUri);
  return location.origin === expected.origin && location.pathname === expected.pathname;
}

/** Google judges the request before it asks who is there: its sign-in page is shown for an accepted one only. */
function isSignInPage({ origin, pathname }: URL, authorization: URL): boolean {
  return origin === authorization.origin && /^\/(?:v3\/signin\/|signin\/v2\/|ServiceLogin$)/.test(pathname);
}

/** A page that says nothing: a proxy's, or one of Google's that a browser would have gone on from. */
function notTold(asked: string, answered: string, { host }: URL) {
  return fault({ asked, answered, finding: 'authority-failing', detail: { host }, state: 'unsure' });
}
