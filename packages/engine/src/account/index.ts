/** One runner per account: connect, back off, stop, say its state. */
export type { ConnectDeps } from './connect.ts';
export { type OpenedPart, type PartDeps, PartReader } from './parts.ts';
export { AccountRunner, type RunnerDeps } from './runner.ts';
