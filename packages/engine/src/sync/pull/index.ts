/** Server → store. Reads in the order of the files: folders, folder, decide, then changes or listing and reconcile, text. */
export type { Attention, LookOutcome } from './attention.ts';
export type { PullContext, PullProgress } from './context.ts';
export type { Look } from './decide.ts';
export { pullArrived, pullFolder } from './folder.ts';
export { isFoldersOwn, type PullOptions, pullFolderList, pullFolders } from './folders.ts';
export { holderOf } from './holder.ts';
export { refreshLabels } from './labels.ts';
export { uidsSince } from './listing.ts';
export { type Reconciled, reconcile } from './reconcile.ts';
export { type BodyReader, TextPull } from './text.ts';
