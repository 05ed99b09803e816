/** IMAP (RFC 3501, RFC 9051) as the engine speaks it: failures are exceptions, capabilities are named. */
export type { ImapCapabilities } from './capabilities.ts';
export { checkImap, type ImapCheck } from './check.ts';
export { type Deadlines, standardDeadlines } from './connection.ts';
export { isTokenExpiry } from './failures.ts';
export { type ImapSecret, type ImapTls, type OpenImapOptions, openImap } from './open.ts';
export { type ImapQuirks, imapQuirks, standardImap } from './quirks.ts';
export type {
  FolderStatus,
  ImapSession,
  LabelChange,
  News,
  SelectedFolder,
  TextRequest,
  UidQuery,
} from './session.ts';
