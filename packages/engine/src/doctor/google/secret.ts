/**
 * Does Google accept the client's secret? Asked with a code that is none: Google judges the client first, so `invalid_grant` is
 * the answer to a good secret and `invalid_client` that to a wrong one (RFC 6749 5.2). Each secret is asked for: while one takes
 * over from another, the refused one would not be noticed until the other ends.
 */
import { googleFailure, readGoogleError } from '../../provider/oauth2/google-errors.ts';
import { askHttp, jsonObject } from '../ask/http.ts';
import type { Check, DoctorDeps, DoctorTarget, ExaminedCredential, Verdict } from '../target.ts';
import { fault, ofAll, right, skipped, verdictOf } from '../verdict.ts';
import { googleEndpoints } from './endpoints.ts';

/** What only somebody whose secret is good is told: the code, or where it was sent, is not. */
const accepted: ReadonlySet<string> = new Set(['invalid_grant', 'redirect_uri_mismatch']);

const about = ({ app }: DoctorTarget): string =>
  `POST ${app.cloud.authority} token_endpoint grant_type=authorization_code code=x`;

export const googleSecret: Check = {
  id: 'secret',
  about,
  async examine(target, deps, signal) {
    const { clientId, credentials } = target.app;
    if (clientId === null) return skipped(about(target), 'client-id-not-entered');
    const unknown = skipped(about(target), 'credential-not-entered');
    if (credentials.length === 0) return unknown;
    const { token } = await googleEndpoints(target, deps, signal);
    const verdicts = await Promise.all(
      credentials.map((credential) => prove(credential, clientId, token, target, deps, signal)),
    );
    return ofAll(verdicts) ?? unknown;
  },
};

async function prove(
  { proof, hint }: ExaminedCredential,
  clientId: string,
  token: URL,
  { redirectUri }: DoctorTarget,
  { clock }: DoctorDeps,
  signal: AbortSignal,
): Promise<Verdict> {
  const asked = `POST ${token.href} grant_type=authorization_code code=x`;
  if (proof?.kind !== 'secret') return skipped(asked, 'credential-not-entered');
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: 'x',
    redirect_uri: redirectUri,
    client_id: clientId,
    client_secret: proof.value,
  });
  const { status, body: text } = await askHttp(token, { method: 'POST', body }, { clock, signal });
  const fields = jsonObject(text);
  if (typeof fields?.error !== 'string') {
    const code = `HTTP ${status}`;
    const detail = { host: token.host };
    return fault({ asked, answered: code, finding: 'authority-failing', code, detail, state: 'unsure' });
  }
  const refusal = readGoogleError(fields);
  const answered = `${hint}: ${refusal.error}`;
  const detail = { credential: hint };
  if (accepted.has(refusal.error)) return right(asked, answered, detail);
  const verdict = verdictOf(
    asked,
    googleFailure(refusal, { during: 'redeem', credential: proof, retryAt: null }),
  );
  return {
    ...verdict,
    answered: [hint, verdict.answered].filter(Boolean).join(': '),
    detail: { ...verdict.detail, ...detail },
  };
}
