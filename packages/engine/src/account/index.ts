/** One runner per account: connect, back off, stop, say its state; and what runs beside it. */
export { CheckTurn } from './check-turn.ts';
export { type ConnectDeps, egressFor } from './connect.ts';
export { IdleGrants } from './idle-grants.ts';
export { OutboxLoop } from './outbox-loop.ts';
export { PacedStarts } from './paced-starts.ts';
export { type OpenedPart, PartReader } from './parts.ts';
export { AccountRunner, type RunnerDeps } from './runner.ts';
export { sentFolder } from './sent-folder.ts';
export { SideSession } from './side-session.ts';
