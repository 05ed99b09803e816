/**
 * Does the provider accept what the app proves itself with? Asked with the client's own credentials (RFC 6749 4.4), which Microsoft
 * answers for one named directory only; the token it may answer with is dropped unread. Otherwise the first sign-in of a person
 * tells. Each credential is asked for: while one takes over from another, the refused one would not be noticed until the other ends.
 */
import { asFailure } from '@mailroom/model';
import type { AppCredential } from '../ports/accounts.ts';
import { clientAuthentication } from '../provider/oauth2/client-authentication.ts';
import { organisationScope } from '../provider/oauth2/microsoft.ts';
import { askHttp, type HttpAnswer } from './ask/http.ts';
import { refusalIn } from './ask/microsoft-refusal.ts';
import type { Check, DoctorDeps, DoctorTarget, ExaminedCredential, Verdict } from './target.ts';
import { fault, ofAll, right, skipped, verdictOf } from './verdict.ts';

const unnamed: ReadonlySet<string> = new Set(['common', 'organizations', 'consumers']);

export function tokenUrl({ app }: DoctorTarget): URL {
  return new URL(`/${encodeURIComponent(app.tenant)}/oauth2/v2.0/token`, app.cloud.authority);
}

const about = (target: DoctorTarget): string => `POST ${tokenUrl(target).href} grant_type=client_credentials`;

export const secret: Check = {
  id: 'secret',
  about,
  async examine(target, deps, signal) {
    const asked = about(target);
    const { access, clientId, credentials, tenant } = target.app;
    if (clientId === null) return skipped(asked, 'client-id-not-entered');
    if (credentials.length === 0) return skipped(asked, 'credential-not-entered');
    // An organisation's own access is of one directory: where none is named the provider says so.
    if (access === 'people' && unnamed.has(tenant)) return skipped(asked, 'tenant-not-named');
    const verdicts = await Promise.all(
      credentials.map(async ({ proof, hint }) => {
        if (proof === null) return skipped(asked, 'credential-not-entered');
        const verdict = prove(proof, clientId, target, deps, signal).catch((thrown: unknown) =>
          verdictOf(asked, asFailure(thrown)),
        );
        return credentials.length > 1 ? named(hint, await verdict) : await verdict;
      }),
    );
    return ofAll(verdicts) ?? skipped(asked, 'credential-not-entered');
  },
};

/** Which of two it was stands in the answer; beside an only one it would read as the provider's own words. */
function named(hint: ExaminedCredential['hint'], verdict: Verdict): Verdict {
  const answered = [hint, verdict.answered].filter(Boolean).join(': ');
  return { ...verdict, answered, detail: { ...verdict.detail, credential: hint } };
}

/** Client credentials (RFC 6749 4.4), proven with this one. @throws Failure */
export async function askToken(
  credential: AppCredential,
  clientId: string,
  target: DoctorTarget,
  { clock }: DoctorDeps,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const url = tokenUrl(target);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: organisationScope(target.app.cloud),
  });
  const server = { issuer: target.app.cloud.authority, token_endpoint: url.href };
  await clientAuthentication(credential)(server, { client_id: clientId }, body, new Headers());
  return askHttp(url, { method: 'POST', body }, { clock, signal });
}

async function prove(
  credential: AppCredential,
  clientId: string,
  target: DoctorTarget,
  deps: DoctorDeps,
  signal: AbortSignal,
): Promise<Verdict> {
  const asked = about(target);
  const answer = await askToken(credential, clientId, target, deps, signal);
  if (answer.status === 200) return right(asked, 'HTTP 200');
  const refusal = refusalIn(answer.body, 'organisation', credential);
  if (refusal !== null) return verdictOf(asked, refusal);
  const code = `HTTP ${answer.status}`;
  const detail = { host: tokenUrl(target).host };
  return fault({ asked, answered: code, finding: 'authority-failing', code, detail, state: 'unsure' });
}
