/**
 * UIDs and flags of a selected folder as the server lists them, cut into windows that are compared with the store by their sums. One
 * command reads a stretch of the folder; fourteen octets of memory a message hold it.
 */
import type { UidWindow } from '../../ports/mail.ts';
import type { FlagTable, ImapSession } from '../../provider/imap/index.ts';
import { flagsHash, markOf } from '../place-mark.ts';

export const maxUid = 0xffff_ffff;

/** UIDs that one command asks for at least, and commands that a folder of sparse UIDs costs at most. */
const stretchSpan = 1_000_000;
const mostStretches = 16;

/** Newest first. Together they cover `from`..`to` without a gap. */
export function* stretches(from: number, to: number): Generator<UidWindow> {
  // Without UIDNEXT there is no telling where UIDs end, and the server says it by ending.
  if (to === maxUid) {
    yield { from, to };
    return;
  }
  const span = Math.max(stretchSpan, Math.ceil((to - from + 1) / mostStretches));
  for (let upper = to; upper >= from; upper -= span) {
    yield { from: Math.max(from, upper - span + 1), to: upper };
  }
}

export interface MarkedTable extends FlagTable {
  /** Of each UID, its mark: see sync/place-mark.ts. */
  readonly marks: Uint32Array;
}

export async function readStretch(session: ImapSession, { from, to }: UidWindow): Promise<MarkedTable> {
  const table = await session.flagTable({ from, to: to === maxUid ? '*' : to });
  return { ...table, marks: marksOf(table) };
}

function marksOf({ size, uids, kinds, lists }: FlagTable): Uint32Array {
  const hashes = lists.map(flagsHash);
  const marks = new Uint32Array(size);
  for (let at = 0; at < size; at += 1) marks[at] = markOf(uids[at] ?? 0, hashes[kinds[at] ?? 0] ?? 0);
  return marks;
}

/** Rows `start` to `end` (excluded) of a table, and the UIDs they stand for: all between their neighbours. */
export interface TableRows extends UidWindow {
  start: number;
  end: number;
}

/** Ascending, of so many rows each. Together they cover `all` without a gap, so that a stored UID between two of them is missed by none. */
export function windowsOf({ uids }: FlagTable, all: TableRows, rows: number): TableRows[] {
  const windows: TableRows[] = [];
  for (let { start, from } = all; windows.length === 0 || start < all.end; ) {
    const end = Math.min(all.end, start + rows);
    const to = end < all.end ? (uids[end] ?? 0) - 1 : all.to;
    windows.push({ from, to, start, end });
    start = end;
    from = to + 1;
  }
  return windows;
}
