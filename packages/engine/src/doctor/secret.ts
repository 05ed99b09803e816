/**
 * Does the provider accept what the app proves itself with? Asked with the client's own credentials (RFC 6749 4.4), which Microsoft
 * answers for one named directory only; the token it may answer with is dropped unread. Otherwise the first sign-in of a person
 * tells. Each credential is asked for: while one takes over from another, the refused one would not be noticed until the other ends.
 */
import type { AppCredential } from '../ports/accounts.ts';
import { clientAuthentication } from '../provider/oauth2/client-authentication.ts';
import { organisationScope } from '../provider/oauth2/microsoft.ts';
import { askHttp } from './ask/http.ts';
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
    const { clientId, credentials, tenant } = target.app;
    if (clientId === null) return skipped(asked, 'client-id-not-entered');
    if (credentials.length === 0) return skipped(asked, 'credential-not-entered');
    if (unnamed.has(tenant)) return skipped(asked, 'tenant-not-named');
    const verdicts = await Promise.all(
      credentials.map(async ({ proof, hint }) => {
        if (proof === null) return skipped(asked, 'credential-not-entered');
        return named(hint, await prove(proof, clientId, target, deps, signal));
      }),
    );
    return ofAll(verdicts) ?? skipped(asked, 'credential-not-entered');
  },
};

/** Which of two it was stands in the answer. */
function named(hint: ExaminedCredential['hint'], verdict: Verdict): Verdict {
  const answered = [hint, verdict.answered].filter(Boolean).join(': ');
  return { ...verdict, answered, detail: { ...verdict.detail, credential: hint } };
}

async function prove(
  credential: AppCredential,
  clientId: string,
  target: DoctorTarget,
  { clock }: DoctorDeps,
  signal: AbortSignal,
): Promise<Verdict> {
  const asked = about(target);
  const url = tokenUrl(target);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: organisationScope(target.app.cloud),
  });
  const server = { issuer: target.app.cloud.authority, token_endpoint: url.href };
  await clientAuthentication(credential)(server, { client_id: clientId }, body, new Headers());
  const answer = await askHttp(url, { method: 'POST', body }, { clock, signal });
  if (answer.status === 200) return right(asked, 'HTTP 200');
  const refusal = refusalIn(answer.body, 'organisation', credential);
  if (refusal !== null) return verdictOf(asked, refusal);
  const code = `HTTP ${answer.status}`;
  const detail = { host: url.host };
  return fault({ asked, answered: code, finding: 'authority-failing', code, detail, state: 'unsure' });
}
