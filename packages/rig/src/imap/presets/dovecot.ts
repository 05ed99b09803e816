import type { ImapPreset } from '../preset.ts';
import { no } from '../reply.ts';

const FLAGS = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'];
const COMMON = ['IMAP4rev1', 'SASL-IR', 'ID', 'ENABLE', 'IDLE', 'LITERAL-'];

/** Dovecot 2.4 with its usual extensions. */
export const dovecot: ImapPreset = {
  name: 'dovecot',
  greeting: 'Dovecot ready.',
  capabilities: {
    beforeLogin: [...COMMON, 'AUTH=PLAIN', 'AUTH=XOAUTH2', 'AUTH=OAUTHBEARER'],
    afterLogin: [
      ...COMMON,
      'CHILDREN',
      'NAMESPACE',
      'UIDPLUS',
      'LIST-EXTENDED',
      'LIST-STATUS',
      'SPECIAL-USE',
      'STATUS=SIZE',
      'CONDSTORE',
      'QRESYNC',
      'ESEARCH',
      'MOVE',
      'UNSELECT',
    ],
    toldAtLogin: true,
    toldInGreeting: true,
  },
  delimiter: '/',
  flags: FLAGS,
  permanentFlags: [...FLAGS, '\\*'],
  folders: () => [
    { path: 'INBOX' },
    { path: 'Drafts', specialUse: '\\Drafts' },
    { path: 'Junk', specialUse: '\\Junk' },
    { path: 'Sent', specialUse: '\\Sent' },
    { path: 'Trash', specialUse: '\\Trash' },
    { path: 'Archive', specialUse: '\\Archive' },
  ],
  login: {
    succeeded: 'Logged in',
    failed: no('Authentication failed.', 'AUTHENTICATIONFAILED'),
    challenge: (status) => JSON.stringify({ status, schemes: 'bearer', scope: 'mail' }),
    passwordRefusal: undefined,
    endsWithToken: false,
    authenticatedButNotConnected: false,
  },
  connections: {
    limit: 10,
    refusal: no(
      'Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)',
      'UNAVAILABLE',
    ),
  },
  maxLineBytes: 65_536,
  appendLimit: 157_286_400,
  search: { charsets: ['US-ASCII', 'UTF-8'], keywordRefusal: undefined, nestingRefusal: undefined },
  reportedSize: (exact) => exact,
  someExpunged: no('Some of the requested messages no longer exist.', 'EXPUNGEISSUED'),
  identification: { name: 'Dovecot' },
  breaksInRev2: false,
};
