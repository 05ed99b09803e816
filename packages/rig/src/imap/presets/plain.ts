import type { ImapPreset } from '../preset.ts';
import { no } from '../reply.ts';

const FLAGS = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'];

/** RFC 3501 and nothing else, with a dot between folder levels as old servers have it. */
export const plain: ImapPreset = {
  name: 'plain',
  greeting: 'IMAP4rev1 server ready',
  capabilities: {
    beforeLogin: ['IMAP4rev1', 'AUTH=PLAIN'],
    afterLogin: ['IMAP4rev1'],
    toldAtLogin: false,
    toldInGreeting: false,
  },
  delimiter: '.',
  flags: FLAGS,
  permanentFlags: [...FLAGS, '\\*'],
  folders: () => [{ path: 'INBOX' }, { path: 'Drafts' }, { path: 'Sent' }, { path: 'Trash' }],
  login: {
    succeeded: 'Logged in.',
    failed: no('Login failed.'),
    challenge: () => undefined,
    passwordRefusal: undefined,
    endsWithToken: false,
    authenticatedButNotConnected: false,
  },
  connections: undefined,
  maxLineBytes: 65_536,
  appendLimit: 157_286_400,
  search: { charsets: ['US-ASCII'], keywordRefusal: undefined, nestingRefusal: undefined },
  reportedSize: (exact) => exact,
  someExpunged: no('Some of the requested messages no longer exist.'),
  identification: { name: 'plain' },
  breaksInRev2: false,
};
