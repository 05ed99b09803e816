/** What is handed to the reading threads, and what comes back. */
import type { ReadBody, TextPart } from '../ports/mail.ts';

/** A text part's structure and its octets as transferred, still in their transfer encoding. They may be cut off at the end. */
export interface FetchedPart {
  part: TextPart;
  bytes: Uint8Array;
}

/** One message to read: from the text parts that were fetched of it, or from its whole source where the structure is unknown. */
export type BodyJob = {
  messageId: number;
  /** What is searched beside the body: see `searchableHeader`. */
  header: string;
  /** How often reading it has ended a thread before, in this process or an earlier one. */
  deaths: number;
} & ({ kind: 'parts'; parts: readonly FetchedPart[] } | { kind: 'source'; source: Uint8Array });

/** What a message says, in the forms that the store keeps. */
export type Reading = Omit<ReadBody & { state: 'stored' }, 'messageId'>;

export type Unreadable = { state: 'unreadable'; reason: string; killed?: true };

/** An attachment's decoded octets. */
export interface Extract {
  state: 'extracted';
  bytes: Uint8Array;
}

/** One attachment of a message whose structure is unknown, by the number that reading its source gave it. */
export interface ExtractJob {
  kind: 'attachment';
  source: Uint8Array;
  part: string;
}

/** Where a job's octets stand in the block that is handed over. */
export interface PackedSlice {
  from: number;
  to: number;
}

export type PackedJob =
  | { kind: 'parts'; header: string; parts: readonly { part: TextPart; at: PackedSlice }[] }
  | { kind: 'source'; header: string; source: PackedSlice }
  | { kind: 'attachment'; source: PackedSlice; part: string };

export type Outcome = Reading | Extract | Unreadable;

/** One round trip to a thread: many small messages share one block of octets, so that a message costs no copy of its own. */
export interface Batch {
  block: ArrayBuffer;
  jobs: readonly PackedJob[];
  /** Where the thread says which job it is at (an Int32), so that whoever watches knows what killed it. */
  position: SharedArrayBuffer;
}
