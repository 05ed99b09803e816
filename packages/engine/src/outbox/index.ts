/** Sending: at most once by Mailroom's own decision. */
export type { OutboxDeps, SentFolder } from './deps.ts';
export { runOutbox, settleInterrupted } from './run.ts';
