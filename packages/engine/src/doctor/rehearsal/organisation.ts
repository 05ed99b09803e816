/**
 * The rehearsal of an organisation's own access: the app's token with what was granted to it, and one mailbox that it was let into.
 * Nobody signs in, so there is nothing to refresh and no identity.
 */
import { asFailure } from '@mailroom/model';
import { organisationScope } from '../../provider/oauth2/microsoft.ts';
import { tokenUrl } from '../secret.ts';
import type { DoctorTarget, Verdict } from '../target.ts';
import { fault, right, skipped, verdictOf } from '../verdict.ts';
import { askedFolders, askedImap, rehearseImap } from './imap.ts';
import type { Rehearsal, RenewedToken } from './rehearsed-mailbox.ts';
import { askedSmtp, rehearseSmtp } from './smtp.ts';
import { tokenClaims } from './token-claims.ts';

/** Application permissions of "Office 365 Exchange Online". */
const permissions = ['IMAP.AccessAsApp', 'SMTP.SendAsApp'];

const askedToken = (target: DoctorTarget): string =>
  `POST ${tokenUrl(target).href} grant_type=client_credentials`;
const askedRoles = ({ app }: DoctorTarget): string =>
  `${organisationScope(app.cloud)} → roles: ${permissions.join(' ')}`;

export const rehearsalOfOrganisation: Rehearsal = {
  notMade: (target, reason) => ({
    'rehearsal-refresh': skipped(askedToken(target), reason),
    'rehearsal-scopes': skipped(askedRoles(target), reason),
    'rehearsal-imap': skipped(askedImap(target), reason),
    'rehearsal-folders': skipped(askedFolders(target), reason),
    'rehearsal-smtp': skipped(askedSmtp(target), reason),
  }),

  async make(mailbox, target, deps, signal) {
    let token: RenewedToken;
    try {
      token = await mailbox.renew();
    } catch (thrown) {
      const refused = verdictOf(askedToken(target), asFailure(thrown));
      return { ...this.notMade(target, 'earlier-step-failed'), 'rehearsal-refresh': refused };
    }
    const [imap, smtp] = await Promise.all([
      rehearseImap(mailbox, token.accessToken, target, deps, signal),
      rehearseSmtp(mailbox, token.accessToken, target, deps),
    ]);
    return {
      'rehearsal-refresh': right(askedToken(target), 'HTTP 200'),
      'rehearsal-scopes': judgeRoles(token, target),
      ...imap,
      'rehearsal-smtp': smtp,
    };
  },
};

/** A token is issued even when nothing was granted; Exchange then refuses it as if it were bad. */
export function judgeRoles({ accessToken }: RenewedToken, target: DoctorTarget): Verdict {
  const asked = askedRoles(target);
  const claims = tokenClaims(accessToken);
  if (claims === null) return skipped(asked, 'earlier-step-failed');
  const roles = claims.roles ?? [];
  const answered = `roles: ${roles.join(' ')}`;
  const missing = permissions.filter((permission) => !roles.includes(permission));
  if (missing.length === 0) return right(asked, answered);
  const detail = { missing: missing.join(', ') };
  return fault({ asked, answered, finding: 'organisation-permission-missing', detail });
}
