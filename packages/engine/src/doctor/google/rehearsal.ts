/**
 * The rehearsal with a person's Gmail mailbox: refresh and how long it holds, the one scope, identity, IMAP with its folders, SMTP up
 * to the point where a message would follow, and the addresses it may send as.
 */
import { asFailure } from '@mailroom/model';
import { googleScopes } from '../../provider/oauth2/google.ts';
import { askedFolders, askedImap, rehearseImap } from '../rehearsal/imap.ts';
import type { Rehearsal, RehearsedMailbox, RenewedToken } from '../rehearsal/rehearsed-mailbox.ts';
import { renewal } from '../rehearsal/renewal.ts';
import { askedSmtp, rehearseSmtp } from '../rehearsal/smtp.ts';
import type { DoctorTarget, Verdict } from '../target.ts';
import { fault, right, skipped, verdictOf } from '../verdict.ts';
import { askedAliases, rehearseAliases } from './aliases.ts';
import { judgeEnd } from './weekly-end.ts';

const askedRefresh = ({ app }: DoctorTarget): string =>
  `POST ${app.cloud.authority} token_endpoint grant_type=refresh_token`;
const askedScopes = ({ app }: DoctorTarget): string => googleScopes(app.cloud).join(' ');
const askedIdentity = 'id_token: iss, sub, email';

export const googleRehearsal: Rehearsal = {
  notMade: (target, reason) => ({
    'rehearsal-refresh': skipped(askedRefresh(target), reason),
    'rehearsal-scopes': skipped(askedScopes(target), reason),
    'rehearsal-identity': skipped(askedIdentity, reason),
    'rehearsal-imap': skipped(askedImap(target), reason),
    'rehearsal-folders': skipped(askedFolders(target), reason),
    'rehearsal-smtp': skipped(askedSmtp(target), reason),
    'rehearsal-aliases': skipped(askedAliases(target), reason),
  }),

  async make(mailbox, target, deps, signal) {
    const rest = this.notMade(target, 'earlier-step-failed');
    const refreshed = right(askedRefresh(target), 'HTTP 200');
    const renewed = await renewal(mailbox, { refresh: askedRefresh(target), scopes: askedScopes(target) });
    if ('refused' in renewed) return { ...rest, ...renewed.refused };
    const { token } = renewed;
    const { accessToken, scope, refreshExpiresAt } = token;
    const [imap, smtp, aliases] = await Promise.all([
      rehearseImap(mailbox, accessToken, target, deps, signal),
      rehearseSmtp(mailbox, accessToken, target, deps),
      rehearseAliases(accessToken, target, deps, signal).catch((thrown: unknown) =>
        verdictOf(askedAliases(target), asFailure(thrown)),
      ),
    ]);
    return {
      'rehearsal-refresh': judgeEnd(askedRefresh(target), refreshExpiresAt, deps.clock.now()) ?? refreshed,
      'rehearsal-scopes': right(askedScopes(target), scope),
      'rehearsal-identity': judgeIdentity(token, mailbox),
      ...imap,
      'rehearsal-smtp': smtp,
      'rehearsal-aliases': aliases,
    };
  },
};

/** Gmail's servers take the account's own address for a name, and nobody else's. */
function judgeIdentity({ identity }: RenewedToken, { address }: RehearsedMailbox): Verdict {
  if (identity === undefined) {
    const detail = { missing: 'email' };
    return fault({ asked: askedIdentity, answered: null, finding: 'identity-claims-missing', detail });
  }
  const { tid, oid, userPrincipalName } = identity;
  const answered = `iss: ${tid}, sub: ${oid}, email: ${userPrincipalName}`;
  const same = userPrincipalName.toLowerCase() === address.toLowerCase();
  const detail = { userName: userPrincipalName };
  return right(askedIdentity, same ? answered : `${answered} ≠ ${address}`, detail);
}
