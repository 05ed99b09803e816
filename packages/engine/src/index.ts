/** What the server runs: the engine, and the checks made when a mailbox is linked. */
export type { OpenedPart } from './account/index.ts';
export { createEngine, type Engine, type EngineOptions } from './engine.ts';
export type { FolderChange } from './sync/push/index.ts';
