/**
 * Finds where the store and the server's list differ, by sums of marks (sync/place-mark.ts) over windows of two sizes: the larger tell in
 * one walk that a folder is as it was, the smaller leave little to be read row by row where changes are scattered over all of it.
 */
import type { MailPort } from '../../ports/mail.ts';
import { type MarkedTable, type TableRows, windowsOf } from './scan.ts';

/** Rows of a window. */
const coarse = 1_000;
const fine = 32;
/** Coarse windows that are looked at closely with one question to the store. */
const closeAtOnce = 100;

export interface DifferingRows extends TableRows {
  /** Places that the store holds there. */
  stored: number;
}

export interface Differing {
  /** Places that the store holds in the whole range. */
  stored: number;
  /** Ascending; what lies between them is equal. */
  windows: DifferingRows[];
}

/** @param range the UIDs that the table was asked for */
export async function differingRows(
  mail: Pick<MailPort, 'placeSums'>,
  folderId: number,
  table: MarkedTable,
  range: { from: number; to: number },
): Promise<Differing> {
  const told = async (windows: readonly TableRows[]) => {
    const sums = await mail.placeSums(folderId, windows);
    return windows.map((window, at) => ({ ...window, ...(sums[at] ?? { count: 0, sum: 0 }) }));
  };
  const differs = ({ start, end, count, sum }: Awaited<ReturnType<typeof told>>[number]) =>
    count !== end - start || sum !== table.marks.subarray(start, end).reduce((all, mark) => all + mark, 0);

  const far = await told(windowsOf(table, { ...range, start: 0, end: table.size }, coarse));
  const suspects = far.filter(differs);
  const windows: DifferingRows[] = [];
  for (let at = 0; at < suspects.length; at += closeAtOnce) {
    const near = await told(
      suspects
        .slice(at, at + closeAtOnce)
        .flatMap((window) => (window.count === 0 ? window : windowsOf(table, window, fine))),
    );
    for (const { from, to, start, end, count } of near.filter(differs)) {
      windows.push({ from, to, start, end, stored: count });
    }
  }
  return { stored: far.reduce((all, { count }) => all + count, 0), windows };
}
