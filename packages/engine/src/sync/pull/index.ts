/** Server → store. Reads in the order of the files: folders, folder, decide, listing, reconcile, text. */
export type { PullContext, PullProgress } from './context.ts';
export type { Look } from './decide.ts';
export { pullFolder } from './folder.ts';
export { pullFolderList, pullFolders } from './folders.ts';
export { holderOf } from './holder.ts';
export { type BodyReader, TextPull } from './text.ts';
