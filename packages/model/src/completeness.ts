/**
 * A *completeness check* compares what the store holds of an account with what its provider lists, and with itself, mends what differs,
 * and says what it mended. Nothing is changed at the provider.
 */
import { z } from 'zod';
import { failureKind } from './failure.ts';

export const mendKind = z.enum([
  /** Listed by the provider and not stored: fetched. */
  'missing',
  /** Stored and, at a second look too, not listed: taken out of the folder. */
  'gone',
  /** Read, starred and the like were other than at the provider. */
  'flags',
  /** Gmail's labels were. */
  'labels',
  /** Entries of a folder that led to no message, or whose own sum was wrong: removed, or summed anew. */
  'places',
  /** Messages shown although no folder holds them, hidden although one does, or told other flags than their folder's. */
  'messages',
  /** Texts that were noted as stored and were not: fetched again. */
  'texts',
  /** Messages that search did not know. */
  'words',
  /** Folders whose count was not that of their messages. */
  'folder-counts',
  /** Conversations that did not add up to their messages. */
  'conversations',
]);
export type MendKind = z.infer<typeof mendKind>;

/** How many of each; what is left out is none. */
export const mended = z.partialRecord(mendKind, z.int().min(1));
export type Mended = z.infer<typeof mended>;

/** Entries of folders; each folder with the provider's; what follows from the stored messages. */
export const checkStage = z.enum(['entries', 'provider', 'messages']);
export type CheckStage = z.infer<typeof checkStage>;

/** One folder as a check found it, after mending. Counts are messages. */
export const checkedFolder = z.object({
  folderId: z.string(),
  /** That the provider lists. */
  listed: z.int(),
  /** Of these, from before the sync start, and so not stored. */
  beforeStart: z.int(),
  /** Of these, listed by the provider, which gives nothing of them when asked. */
  unanswered: z.int(),
  /** Why it could not be compared; null where it was. */
  failure: failureKind.nullable(),
});
export type CheckedFolder = z.infer<typeof checkedFolder>;

export const checkOutcome = z.object({
  mended,
  folders: z.array(checkedFolder),
  /** Why the check ended before its end; null when it did not. */
  failure: failureKind.nullable(),
});
export type CheckOutcome = z.infer<typeof checkOutcome>;

export const checkProgress = z.object({ stage: checkStage, done: z.int(), total: z.int() });
export type CheckProgress = z.infer<typeof checkProgress>;

export const completenessCheck = z.object({
  /** Set while a person has asked for one that has not begun. */
  askedAt: z.iso.datetime().nullable(),
  /** Of the one that runs; null when none does. */
  begunAt: z.iso.datetime().nullable(),
  /** In folders; null when none runs. */
  progress: checkProgress.nullable(),
  /** Of the last one that ended, and what it found. */
  endedAt: z.iso.datetime().nullable(),
  outcome: checkOutcome.nullable(),
});
export type CompletenessCheck = z.infer<typeof completenessCheck>;
