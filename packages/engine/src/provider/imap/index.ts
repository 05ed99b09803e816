/** IMAP (RFC 3501, RFC 9051) as the engine speaks it: failures are exceptions, capabilities are named. */
export type { ImapCapabilities } from './capabilities.ts';
export { checkImap, type ImapCheck } from './check.ts';
export { type Deadlines, standardDeadlines } from './deadlines.ts';
export { isTokenExpiry } from './failures.ts';
export type { FlagTable } from './fetch/flag-table.ts';
export type { UidRange } from './fetch/vanished.ts';
export { type Changes, placesOf, type TextRequest } from './fetching.ts';
export type { CopyResult } from './filing.ts';
export type { FolderStatus } from './folder-list.ts';
export type { LabelChange } from './label-commands.ts';
export type { News } from './news.ts';
export { type ImapSecret, type ImapTls, type OpenImapOptions, openImap } from './open.ts';
export { type ImapQuirks, imapQuirks, standardImap } from './quirks.ts';
export type { UidQuery } from './search.ts';
export type { ImapSession, SelectedFolder } from './session.ts';
