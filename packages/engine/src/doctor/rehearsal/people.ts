/**
 * The rehearsal with a person's mailbox: everything that Mailroom will do with it, once. Refresh, permissions, identity, IMAP with its
 * folders, and SMTP up to the point where a message would follow. The two halves are tried apart, so that it shows which one fails.
 */
import { exchangeScopes } from '../../provider/oauth2/microsoft.ts';
import { tokenUrl } from '../secret.ts';
import type { DoctorTarget, Verdict } from '../target.ts';
import { fault, right, skipped } from '../verdict.ts';
import { askedFolders, askedImap, rehearseImap } from './imap.ts';
import type { Rehearsal, RehearsedMailbox, RenewedToken } from './rehearsed-mailbox.ts';
import { renewal } from './renewal.ts';
import { askedSmtp, rehearseSmtp } from './smtp.ts';
import { isGraph, tokenClaims } from './token-claims.ts';

const askedRefresh = (target: DoctorTarget): string =>
  `POST ${tokenUrl(target).href} grant_type=refresh_token`;
const askedScopes = ({ app }: DoctorTarget): string => exchangeScopes(app.cloud).join(' ');
const askedIdentity = 'id_token: tid, oid, preferred_username';

export const rehearsalWithPerson: Rehearsal = {
  notMade: (target, reason) => ({
    'rehearsal-refresh': skipped(askedRefresh(target), reason),
    'rehearsal-scopes': skipped(askedScopes(target), reason),
    'rehearsal-identity': skipped(askedIdentity, reason),
    'rehearsal-imap': skipped(askedImap(target), reason),
    'rehearsal-folders': skipped(askedFolders(target), reason),
    'rehearsal-smtp': skipped(askedSmtp(target), reason),
  }),

  async make(mailbox, target, deps, signal) {
    const rest = this.notMade(target, 'earlier-step-failed');
    const refreshed = right(askedRefresh(target), 'HTTP 200');
    const renewed = await renewal(mailbox, { refresh: askedRefresh(target), scopes: askedScopes(target) });
    if ('refused' in renewed) return { ...rest, ...renewed.refused };
    const { token } = renewed;
    const [imap, smtp] = await Promise.all([
      rehearseImap(mailbox, token.accessToken, target, deps, signal),
      rehearseSmtp(mailbox, token.accessToken, target, deps),
    ]);
    return {
      'rehearsal-refresh': refreshed,
      'rehearsal-scopes': judgeScopes(token, target),
      'rehearsal-identity': judgeIdentity(token, mailbox),
      ...imap,
      'rehearsal-imap': blameImapSwitch(imap['rehearsal-imap'], smtp),
      'rehearsal-smtp': smtp,
    };
  },
};

/**
 * Mail permissions are spelt with their resource in front. Short names, and those of Microsoft Graph, are granted as well, for a
 * token that Exchange then refuses ("Authenticate an IMAP, POP or SMTP connection using OAuth"). The refresh has compared by name
 * that none is missing.
 */
export function judgeScopes({ scope, accessToken }: RenewedToken, target: DoctorTarget): Verdict {
  const asked = askedScopes(target);
  const audience = tokenClaims(accessToken)?.audience ?? null;
  const answered = audience === null ? scope : `${scope}; aud: ${audience}`;
  const named = scope
    .split(/\s+/)
    .some((one) => /^https:\/\/[\w.-]*graph\.[\w.]+\/(?:IMAP|SMTP)\./i.test(one));
  if (!named && !(audience !== null && isGraph(audience))) return right(asked, answered);
  const detail = { missing: target.app.cloud.scopePrefix };
  return fault({ asked, answered, finding: 'token-for-other-resource', detail });
}

/** A sign-in name that differs from the address is told and no fault: many directories have it so. */
export function judgeIdentity(
  { identity }: RenewedToken,
  { address }: Pick<RehearsedMailbox, 'address'>,
): Verdict {
  const asked = askedIdentity;
  if (identity === undefined) {
    const detail = { missing: 'oid, preferred_username' };
    return fault({ asked, answered: null, finding: 'identity-claims-missing', detail });
  }
  const { tid, oid, userPrincipalName } = identity;
  const same = userPrincipalName.toLowerCase() === address.toLowerCase();
  const answered = `tid: ${tid}, oid: ${oid}, preferred_username: ${userPrincipalName}`;
  return right(asked, same ? answered : `${answered} ≠ ${address}`, { userName: userPrincipalName });
}

/**
 * Exchange says `AUTHENTICATE failed` for a bad token and for IMAP that is switched off alike. A token that SMTP has just taken
 * is not bad, both want one for the same resource.
 */
function blameImapSwitch(imap: Verdict, smtp: Verdict): Verdict {
  if (imap.finding !== 'imap-token-refused' || smtp.state !== 'right') return imap;
  return { ...imap, finding: 'imap-switched-off' };
}
