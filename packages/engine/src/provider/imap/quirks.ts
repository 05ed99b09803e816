import type { AccountProvider } from '@mailroom/model';
import { quirksOf } from '../quirks/index.ts';

/** What differs between IMAP servers and cannot be read from their capabilities. */
export interface ImapQuirks {
  /**
   * Exchange advertises IMAP4rev2 on some servers since 2026 and then answers LSUB with BAD and LIST with `[SERVERBUG]`;
   * imapflow enables what is advertised unless told otherwise.
   */
  rev2: boolean;
  /** Exchange lists calendar, contacts, tasks and the like among the folders. */
  listsFoldersWithoutMail: boolean;
  /** IDLE is issued anew after this time (RFC 2177 allows 29 minutes); 0 where IDLE is of no use. */
  idleMilliseconds: number;
  /** Octets that a mailbox may receive in a day; null where nothing is said. */
  dailyOctets: number | null;
}

export const standardImap: ImapQuirks = {
  rev2: true,
  listsFoldersWithoutMail: false,
  idleMilliseconds: 28 * 60_000,
  dailyOctets: null,
};

/** The table of providers, as IMAP needs it. */
export function imapQuirks(account: { provider: AccountProvider }, host: string): ImapQuirks {
  const { disableRev2, idleMinutes, listsFoldersWithoutMail, dailyOctets } = quirksOf(account, host);
  return { rev2: !disableRev2, listsFoldersWithoutMail, idleMilliseconds: idleMinutes * 60_000, dailyOctets };
}
