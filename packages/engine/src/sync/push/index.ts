/** Store → server. */
export type { PushContext } from './context.ts';
export { changeFolder, type FolderChange } from './folder-operations.ts';
export { pushIntents } from './push-intents.ts';
export { removeMarked } from './remove-marked.ts';
