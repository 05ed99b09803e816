/**
 * Looking again at 100,000 stored messages (`--messages`) in Debian's Dovecot, with CONDSTORE and QRESYNC and with both withheld:
 * `npm run bench -- resync --json`. Medians of three, beside imapflow's own reading of flags.
 */
import { resync } from './sync/resync.ts';
import { ada, withSmallMail } from './sync/with-small-mail.ts';

export function bench(args: readonly string[]): Promise<object> {
  return withSmallMail(args, (provider, messages) => resync(provider, ada, messages));
}
