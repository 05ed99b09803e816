/** What differs between IMAP servers and cannot be read from their capabilities. */
export interface ImapQuirks {
  /**
   * Exchange advertises IMAP4rev2 on some servers since 2026 and then answers LSUB with BAD and LIST with `[SERVERBUG]`;
   * imapflow enables what is advertised unless told otherwise.
   */
  rev2: boolean;
  /** Exchange lists calendar, contacts, tasks and the like among the folders. */
  listsFoldersWithoutMail: boolean;
  /**
   * IDLE is issued anew after this time. RFC 2177 allows 29 minutes; Exchange drops sessions that did nothing but idle for less.
   */
  idleMilliseconds: number;
}

export const standardImap: ImapQuirks = {
  rev2: true,
  listsFoldersWithoutMail: false,
  idleMilliseconds: 28 * 60_000,
};

export const exchangeImap: ImapQuirks = {
  rev2: false,
  listsFoldersWithoutMail: true,
  idleMilliseconds: 8 * 60_000,
};

const exchangeHost = /(^|\.)(outlook|office365|hotmail|live)\.(com|us|cn)$/i;

/** Microsoft's clouds are Exchange whatever their hosts are called; so are its hosts when entered by hand. */
export function imapQuirks(provider: 'microsoft' | 'imap', host: string): ImapQuirks {
  return provider === 'microsoft' || exchangeHost.test(host) ? exchangeImap : standardImap;
}
