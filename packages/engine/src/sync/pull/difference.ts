/** What differs between the places the store holds and those the server reports. Pure. */
import type { PlaceMark, StoredPlace } from '../../ports/mail.ts';
import type { MarkedTable, TableRows } from './scan.ts';

export interface Difference {
  /** Stored, but not on the server. */
  gone: number[];
  /** On the server, but not stored. */
  missing: number[];
  /** The server's word on those whose flags are not those stored. */
  changed: StoredPlace[];
}

/**
 * @param stored those of the windows, ascending
 * @param windows the rows that are compared, ascending, with the UIDs that they stand for
 */
export function tableDifference(
  stored: readonly PlaceMark[],
  { uids, marks, kinds, lists }: MarkedTable,
  windows: readonly Omit<TableRows, 'from'>[],
): Difference {
  const difference: Difference = { gone: [], missing: [], changed: [] };
  let next = 0;
  for (const { to, start, end } of windows) {
    let row = start;
    for (let place = stored[next]; place && place.uid <= to; next += 1, place = stored[next]) {
      while (row < end && (uids[row] ?? 0) < place.uid) difference.missing.push(uids[row++] ?? 0);
      if (row >= end || uids[row] !== place.uid) {
        difference.gone.push(place.uid);
        continue;
      }
      if (marks[row] !== place.mark) {
        difference.changed.push({ uid: place.uid, flags: [...(lists[kinds[row] ?? 0] ?? [])] });
      }
      row += 1;
    }
    while (row < end) difference.missing.push(uids[row++] ?? 0);
  }
  return difference;
}

/**
 * Whether so much vanished at once that the server is asked a second time before it is believed: a server that lost its index, or
 * answers with nothing, must not empty the store.
 */
export function isSuspicious(gone: number, stored: number): boolean {
  return gone >= 20 && gone * 5 > stored;
}
