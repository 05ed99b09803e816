/**
 * UIDs and flags of a selected folder as the server lists them, cut into windows that are compared with the store by their sums. One
 * command reads a stretch of the folder; ten octets of memory a message hold it.
 */
import type { UidWindow } from '../../ports/mail.ts';
import type { FlagTable, ImapSession } from '../../provider/imap/index.ts';
import { flagsHash, markOf } from '../place-mark.ts';

export const maxUid = 0xffff_ffff;

/** UIDs that one command asks for at least, and commands that a folder of sparse UIDs costs at most. */
const stretchSpan = 1_000_000;
const mostStretches = 16;
/** Messages whose sum is compared at a time: what differs is read row by row, from the store alone. */
const windowSize = 1_000;

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

export function readStretch(session: ImapSession, { from, to }: UidWindow): Promise<FlagTable> {
  return session.flagTable({ from, to: to === maxUid ? '*' : to });
}

/** Rows `start` to `end` (excluded) of a table, and the UIDs they stand for: all between their neighbours. */
export interface TableWindow extends UidWindow {
  start: number;
  end: number;
  /** Marks of the rows, added up. */
  sum: number;
}

/** Newest first. Together they cover the stretch without a gap, so that a stored UID between two windows is missed by none. */
export function windowsOf(table: FlagTable, stretch: UidWindow): TableWindow[] {
  const { size, uids, kinds, lists } = table;
  const hashes = lists.map(flagsHash);
  const windows: TableWindow[] = [];
  let upper = stretch.to;
  let end = size;
  do {
    const start = Math.max(0, end - windowSize);
    const from = start === 0 ? stretch.from : (uids[start] ?? stretch.from);
    let sum = 0;
    for (let at = start; at < end; at += 1) sum += markOf(uids[at] ?? 0, hashes[kinds[at] ?? 0] ?? 0);
    windows.push({ from, to: upper, start, end, sum });
    upper = from - 1;
    end = start;
  } while (end > 0);
  return windows;
}
