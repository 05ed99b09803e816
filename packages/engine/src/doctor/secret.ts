/**
 * Does the provider accept the secret? Asked alone with the client's own credentials (RFC 6749 4.4), which Microsoft answers for one
 * named directory only; the token it may answer with is dropped unread. Otherwise the first sign-in of a person tells.
 */
import { askHttp } from './ask/http.ts';
import { refusalIn } from './ask/microsoft-refusal.ts';
import type { Check, DoctorTarget } from './target.ts';
import { fault, right, skipped, verdictOf } from './verdict.ts';

const unnamed: ReadonlySet<string> = new Set(['common', 'organizations', 'consumers']);

function tokenUrl({ app }: DoctorTarget): URL {
  return new URL(`/${encodeURIComponent(app.tenant)}/oauth2/v2.0/token`, app.cloud.authority);
}

const about = (target: DoctorTarget): string => `POST ${tokenUrl(target).href} grant_type=client_credentials`;

export const secret: Check = {
  id: 'secret',
  about,
  async examine(target, { clock }, signal) {
    const asked = about(target);
    const { app } = target;
    if (unnamed.has(app.tenant)) return skipped(asked, 'tenant-not-named');
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      scope: `${app.cloud.scopePrefix}.default`,
    });
    const answer = await askHttp(tokenUrl(target), { method: 'POST', body }, { clock, signal });
    if (answer.status === 200) return right(asked, 'HTTP 200');
    const refusal = refusalIn(answer.body, target, 'redeem');
    if (refusal !== null) return verdictOf(asked, refusal);
    const code = `HTTP ${answer.status}`;
    const detail = { host: tokenUrl(target).host };
    return fault({ asked, answered: code, finding: 'authority-failing', code, detail, state: 'unsure' });
  },
};
