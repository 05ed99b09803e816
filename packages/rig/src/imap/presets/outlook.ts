import type { ImapPreset } from '../preset.ts';
import { no, type Reply } from '../reply.ts';
import { outlookFolders } from './outlook-folders.ts';

const FLAGS = ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft', '$MDNSent'];

const BEFORE_LOGIN = ['IMAP4', 'IMAP4rev1', 'AUTH=PLAIN', 'AUTH=XOAUTH2', 'SASL-IR'];
const EXTENSIONS = ['UIDPLUS', 'MOVE', 'ID', 'UNSELECT', 'CHILDREN', 'IDLE', 'NAMESPACE', 'LITERAL+'];
const AFTER_LOGIN = [
  ...BEFORE_LOGIN,
  ...EXTENSIONS,
  'CLIENTACCESSRULES',
  'CLIENTNETWORKPRESENCELOCATION',
  'BACKENDAUTHENTICATE',
];

const ARGUMENT_ERROR: Reply = { status: 'BAD', text: 'Command Argument Error. 11' };

/**
 * Exchange Online and Outlook.com as they were in 2026: no CONDSTORE, QRESYNC, SPECIAL-USE or ESEARCH; no keywords;
 * sizes are estimates; searches are plain ASCII and flat; the session ends with its access token.
 */
export const outlook: ImapPreset = {
  name: 'outlook',
  greeting: 'The Microsoft Exchange IMAP4 service is ready. [UABSAEEAQwBUAEkAQwBFAA==]',
  capabilities: {
    beforeLogin: [...BEFORE_LOGIN, ...EXTENSIONS],
    afterLogin: AFTER_LOGIN,
    toldAtLogin: false,
    toldInGreeting: false,
  },
  delimiter: '/',
  flags: FLAGS,
  permanentFlags: FLAGS,
  folders: outlookFolders,
  login: {
    succeeded: 'AUTHENTICATE completed.',
    failed: no('AUTHENTICATE failed.'),
    challenge: () => undefined,
    passwordRefusal: no('Basic authentication is disabled.'),
    endsWithToken: true,
    authenticatedButNotConnected: true,
  },
  // The limit of Exchange Server; what Exchange Online allows is not published.
  connections: { limit: 16, refusal: 'not-connected' },
  maxLineBytes: 10_240,
  appendLimit: 157_286_400,
  search: { charsets: ['US-ASCII'], keywordRefusal: ARGUMENT_ERROR, nestingRefusal: ARGUMENT_ERROR },
  // With ImapEnableExactRFC822Size off, as it is by default, Exchange estimates from what it stores.
  reportedSize: (exact) => Math.ceil((exact * 1.04) / 64) * 64,
  someExpunged: no('Some of the requested messages no longer exist.'),
  identification: { name: 'Microsoft.Exchange.Imap4.Imap4Server', version: '15.20' },
  breaksInRev2: false,
};

/** The servers of 2026 that advertise IMAP4rev2, and lose their way when a client enables it. */
export const outlookRev2: ImapPreset = {
  ...outlook,
  name: 'outlook-rev2',
  capabilities: {
    beforeLogin: ['IMAP4', 'IMAP4rev1', 'AUTH=XOAUTH2', 'LOGINDISABLED', 'SASL-IR', ...EXTENSIONS],
    afterLogin: [...AFTER_LOGIN, 'ENABLE', 'IMAP4rev2'],
    toldAtLogin: false,
    toldInGreeting: false,
  },
  breaksInRev2: true,
};
