/** What differs between the places the store holds and those the server reports. Pure. */
import type { StoredPlace } from '../../ports/mail.ts';
import type { FlagTable } from '../../provider/imap/index.ts';

export interface Difference {
  /** Stored, but not on the server. */
  gone: number[];
  /** On the server, but not stored. */
  missing: number[];
  /** The server's word on those whose flags are not those stored. */
  changed: StoredPlace[];
}

/**
 * @param stored ascending
 * @param start first row of the table that is compared, `end` the first that is not
 */
export function tableDifference(
  stored: readonly StoredPlace[],
  { uids, kinds, lists }: FlagTable,
  { start, end }: { start: number; end: number },
): Difference {
  const difference: Difference = { gone: [], missing: [], changed: [] };
  let row = start;
  for (const place of stored) {
    while (row < end && (uids[row] ?? 0) < place.uid) difference.missing.push(uids[row++] ?? 0);
    if (row >= end || uids[row] !== place.uid) {
      difference.gone.push(place.uid);
      continue;
    }
    const flags = lists[kinds[row] ?? 0] ?? [];
    if (!sameFlags(flags, place.flags)) difference.changed.push({ uid: place.uid, flags: [...flags] });
    row += 1;
  }
  while (row < end) difference.missing.push(uids[row++] ?? 0);
  return difference;
}

function sameFlags(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((flag, at) => flag === other[at]);
}

/**
 * Whether so much vanished at once that the server is asked a second time before it is believed: a server that lost its index, or
 * answers with nothing, must not empty the store.
 */
export function isSuspicious(gone: number, stored: number): boolean {
  return gone >= 20 && gone * 5 > stored;
}
