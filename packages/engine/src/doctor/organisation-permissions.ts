/**
 * Has the directory's administrator granted the app its own access? A token is issued even when nothing was granted, and Exchange
 * then refuses it as if it were bad; what was granted stands in the token.
 */
import { organisationScope } from '../provider/oauth2/microsoft.ts';
import { jsonObject } from './ask/http.ts';
import { tokenClaims } from './rehearsal/token-claims.ts';
import { askToken } from './secret.ts';
import type { Check, DoctorDeps, DoctorTarget } from './target.ts';
import { fault, right, skipped } from './verdict.ts';

/** Application permissions of "Office 365 Exchange Online". */
const permissions = ['IMAP.AccessAsApp', 'SMTP.SendAsApp'];

const about = ({ app }: DoctorTarget): string =>
  `${organisationScope(app.cloud)} → roles: ${permissions.join(' ')}`;

export const organisationPermissions: Check = {
  id: 'rehearsal-scopes',
  about,
  async examine(target, deps, signal) {
    const asked = about(target);
    if (target.app.clientId === null) return skipped(asked, 'client-id-not-entered');
    const token = await anyToken(target.app.clientId, target, deps, signal);
    const claims = token === null ? null : tokenClaims(token);
    if (claims === null) return skipped(asked, 'earlier-step-failed');
    const roles = claims.roles ?? [];
    const answered = `roles: ${roles.join(' ')}`;
    const missing = permissions.filter((permission) => !roles.includes(permission));
    if (missing.length === 0) return right(asked, answered);
    const detail = { missing: missing.join(', ') };
    return fault({ asked, answered, finding: 'organisation-permission-missing', detail });
  },
};

/** With the first credential that is taken; why another is not, the check of the credentials tells. */
async function anyToken(
  clientId: string,
  target: DoctorTarget,
  deps: DoctorDeps,
  signal: AbortSignal,
): Promise<string | null> {
  for (const { proof } of target.app.credentials) {
    if (proof === null) continue;
    const answer = await askToken(proof, clientId, target, deps, signal).catch(() => null);
    const token = answer?.status === 200 ? jsonObject(answer.body)?.access_token : undefined;
    if (typeof token === 'string') return token;
  }
  return null;
}
