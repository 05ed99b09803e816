/**
 * The rehearsal of an organisation's own access: the app's token, and one mailbox that it was let into. Nobody signs in, so there is
 * nothing to refresh and no identity; what was granted is asked for with or without a mailbox.
 */
import { asFailure } from '@mailroom/model';
import { tokenUrl } from '../secret.ts';
import type { DoctorTarget } from '../target.ts';
import { right, skipped, verdictOf } from '../verdict.ts';
import { askedFolders, askedImap, rehearseImap } from './imap.ts';
import type { Rehearsal, RenewedToken } from './rehearsed-mailbox.ts';
import { askedSmtp, rehearseSmtp } from './smtp.ts';

const askedToken = (target: DoctorTarget): string =>
  `POST ${tokenUrl(target).href} grant_type=client_credentials`;

export const rehearsalOfOrganisation: Rehearsal = {
  notMade: (target, reason) => ({
    'rehearsal-refresh': skipped(askedToken(target), reason),
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
      ...imap,
      'rehearsal-smtp': smtp,
    };
  },
};
