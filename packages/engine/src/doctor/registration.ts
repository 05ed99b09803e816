/**
 * Does the provider know the client ID, and is the redirect URI registered? Both are proven by a silent authorization request
 * (OpenID Connect Core 1.0, 3.1.2.1, `prompt=none`) without any session: only for a known client does the provider send an answer to a
 * redirect URI, and only to a registered one. The answer expected there is `login_required`. Nothing is ever requested from our own
 * callback: the redirection is read and not followed.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Failure } from '@mailroom/model';
import { consentScopes } from '../provider/oauth2/microsoft.ts';
import { askHttp, type HttpAnswer } from './ask/http.ts';
import { refusalIn } from './ask/microsoft-refusal.ts';
import type { Check, DoctorDeps, DoctorTarget, Verdict } from './target.ts';
import { fault, right, skipped, verdictOf } from './verdict.ts';

/** The provider may pass a request on between pages of its own. */
const longestChain = 4;

/** Answers that only somebody who is known could change: the registration has been accepted. */
const silent: ReadonlySet<string> = new Set(['login_required', 'interaction_required', 'consent_required']);

function silentRequest({ app, redirectUri }: DoctorTarget, clientId: string): URL {
  const url = new URL(`/${encodeURIComponent(app.tenant)}/oauth2/v2.0/authorize`, app.cloud.authority);
  const challenge = createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url');
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: redirectUri,
    scope: consentScopes(app.cloud).join(' '),
    prompt: 'none',
    state: randomBytes(16).toString('base64url'),
    nonce: randomBytes(16).toString('base64url'),
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }).toString();
  return url;
}

const about = ({ app, redirectUri }: DoctorTarget): string =>
  `GET ${app.cloud.authority}/${app.tenant}/oauth2/v2.0/authorize?client_id=${app.clientId ?? ''}&redirect_uri=${redirectUri}&prompt=none`;

const samePlace = (url: URL, place: string): boolean => {
  const expected = new URL(place);
  return url.origin === expected.origin && url.pathname === expected.pathname;
};

export const registration: Check = {
  id: 'registration',
  about,
  async examine(target, deps, signal) {
    const asked = about(target);
    const { clientId } = target.app;
    if (clientId === null) return skipped(asked, 'client-id-not-entered');
    const answer = await follow(silentRequest(target, clientId), target, deps, signal);
    if (answer.location !== null && samePlace(answer.location, target.redirectUri)) {
      return judgeReturn(asked, answer.location.searchParams);
    }
    const refusal = refusalIn(answer.body, 'authorize');
    if (refusal !== null) return verdictOf(asked, refusal);
    // A page without a code: a proxy's, or one of the provider's that a browser would have gone on from.
    const answered = answer.location?.origin ?? `HTTP ${answer.status}`;
    const detail = { host: new URL(target.app.cloud.authority).host };
    return fault({ asked, answered, finding: 'authority-failing', detail, state: 'unsure' });
  },
};

/** Follows redirections within the authority; one that leads elsewhere is the answer. */
async function follow(
  url: URL,
  target: DoctorTarget,
  { clock }: DoctorDeps,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { origin } = new URL(target.app.cloud.authority);
  let answer = await askHttp(url, { method: 'GET' }, { clock, signal });
  for (let step = 1; step < longestChain; step += 1) {
    const { location } = answer;
    if (location === null || location.origin !== origin || samePlace(location, target.redirectUri)) break;
    answer = await askHttp(location, { method: 'GET' }, { clock, signal });
  }
  return answer;
}

function judgeReturn(asked: string, parameters: URLSearchParams): Verdict {
  const error = parameters.get('error') ?? '';
  const answered = [error, parameters.get('error_description') ?? ''].filter(Boolean).join(': ');
  const refusal: Failure | null = refusalIn(parameters, 'authorize');
  if (silent.has(error) || refusal === null) return right(asked, answered || null);
  return verdictOf(asked, refusal);
}
