/** What each provider does differently from the standards, in one table, with the evidence beside each entry. */
import type { AccountProvider } from '@mailroom/model';

export interface ProviderQuirks {
  /** Files what is submitted in the sender's Sent folder itself; appending would make a second copy. */
  savesSentCopy: boolean;
  /** Replaces the Message-ID on submission and names the new one in the final reply. */
  rewritesMessageId: boolean;
  /** Minutes after which IDLE is given again. RFC 2177 asks for less than 29; some end it sooner. 0: IDLE is of no use. */
  idleMinutes: number;
  /** IMAP4rev2 must not be enabled although it is announced. */
  disableRev2: boolean;
  /** Lists calendar, contacts, tasks and the like among its mail folders. */
  listsFoldersWithoutMail: boolean;
  /** IMAP connections that one mailbox may have open, ours and everybody else's. */
  imapConnections: number;
  /** Octets that one mailbox may receive by IMAP in a day, by all programs together; null where nothing is said. */
  dailyOctets: number | null;
  /** Submissions that one mailbox may have under way. */
  smtpConnections: number;
  /** Which part of the address is the IMAP user name to try first. */
  imapUser: 'address' | 'local-part';
}

const standard: ProviderQuirks = {
  savesSentCopy: false,
  rewritesMessageId: false,
  idleMinutes: 28,
  disableRev2: false,
  listsFoldersWithoutMail: false,
  // Dovecot's default of 10 for a user and address leaves room for the person's other programs.
  imapConnections: 10,
  dailyOctets: null,
  smtpConnections: 2,
  imapUser: 'address',
};

interface Entry {
  /** Host names; each also stands for the names below it. */
  hosts: readonly string[];
  differs: Partial<ProviderQuirks>;
}

const microsoft: Entry = {
  hosts: [
    'outlook.office365.com',
    'smtp.office365.com',
    'smtp-mail.outlook.com',
    'imap-mail.outlook.com',
    'outlook.office365.us',
    'smtp.office365.us',
    'partner.outlook.cn',
  ],
  differs: {
    // Set-Mailbox: MessageCopyForSMTPClientSubmissionEnabled is true by default.
    savesSentCopy: true,
    // Outlook.com always and Exchange Online at times: "250 2.0.0 OK <...@....prod.outlook.com>".
    rewritesMessageId: true,
    // In IMAP4rev2 mode Exchange answers LSUB with BAD and LIST with [SERVERBUG] (announced since mid-2026 by some servers).
    disableRev2: true,
    // Journal, Calendar, Contacts, Tasks, Notes, RSS and Conversation History appear as IMAP folders.
    listsFoldersWithoutMail: true,
    // Documented for Exchange: sessions end after half an hour; NOOP and long IDLE sessions were seen cut off sooner.
    idleMinutes: 8,
    // More sessions are answered "432 4.3.2 Concurrent connections limit exceeded" at three submissions.
    smtpConnections: 3,
  },
};

const google: Entry = {
  hosts: ['gmail.com', 'googlemail.com'],
  differs: {
    // Gmail help, "Send with SMTP": what goes through smtp.gmail.com is stored in Sent Mail.
    savesSentCopy: true,
    // Gmail help, "Fix issues with IMAP": 15 connections an account, more are refused with [ALERT].
    imapConnections: 15,
    // Google Workspace Admin help, "Gmail bandwidth limits": 2,500 MB a day downloaded by IMAP, beyond which it is suspended for up to a day.
    // Nothing is said of personal accounts.
    dailyOctets: 2_500_000_000,
  },
};

const entries: readonly Entry[] = [
  microsoft,
  google,
  // Yahoo's platform ends IDLE silently; restarting it within three minutes keeps notices coming.
  { hosts: ['imap.mail.yahoo.com', 'imap.aol.com', 'imap.mail.att.net'], differs: { idleMinutes: 3 } },
  // NetEase announces no IDLE worth the name, and NOOP does not keep a session alive.
  { hosts: ['163.com', '126.com', 'yeah.net'], differs: { idleMinutes: 0 } },
  { hosts: ['rambler.ru'], differs: { idleMinutes: 1 } },
  // Empty ESEARCH answers in IMAP4rev2 mode.
  { hosts: ['imap.strato.de'], differs: { disableRev2: true } },
  // Apple's settings page: IMAP takes the name before the @, SMTP the full address.
  {
    hosts: ['imap.mail.me.com', 'imap.web.de', 'imap.free.fr', 'imap.laposte.net'],
    differs: { imapUser: 'local-part' },
  },
  { hosts: ['imap.wp.pl', 'poczta.o2.pl', 'imap.mail.yahoo.co.jp'], differs: { imapUser: 'local-part' } },
];

/** Providers that people sign in to: their quirks hold whatever a cloud's host names are. */
const signedInTo: Readonly<Record<Exclude<AccountProvider, 'imap'>, Entry>> = { microsoft, google };

/**
 * @param account its provider.
 * @param host the IMAP or SMTP host, by which any other provider is known.
 */
export function quirksOf({ provider }: { provider: AccountProvider }, host: string): ProviderQuirks {
  const found = provider === 'imap' ? entryOfHost(host) : signedInTo[provider];
  return { ...standard, ...found?.differs };
}

function entryOfHost(host: string): Entry | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  return entries.find(({ hosts }) => hosts.some((known) => name === known || name.endsWith(`.${known}`)));
}
