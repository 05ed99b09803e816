/** Bytes to what a person reads, and what a person wrote to bytes. */
export { type Composed, compose, sentCopy } from './compose.ts';
export type { BodyJob, FetchedPart } from './job.ts';
export { type MimePool, type MimePoolOptions, mimePool } from './pool.ts';
