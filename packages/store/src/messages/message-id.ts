/**
 * Message ids tell when: receive second × 2^20 + tie-breaker. Rows of the primary key, and of the search index whose row numbers
 * they are, lie in order of time, and "newest first" needs no sorting anywhere. Plain arithmetic: JavaScript's bit operators cut
 * to 32 bits. Below 2^53 until the year 2242.
 */

const ties = 2 ** 20;
const lastSecond = 2 ** 33 - 1;

/** Whole seconds since 1970, within what an id can hold: servers hand out dates of 1900 and of 9999. */
export function receiveSecond(receivedAt: Date): number {
  const second = Math.floor(receivedAt.getTime() / 1000);
  return Number.isNaN(second) ? 0 : Math.min(Math.max(second, 0), lastSecond);
}

function messageId(second: number, tie: number): number {
  return second * ties + (((tie % ties) + ties) % ties);
}

/** The first candidate keeps the server's order within a second and folder, and keeps two folders of one second apart. */
export function firstCandidate(receivedAt: Date, folderId: number, uid: number): number {
  const spread = 65_537;
  return messageId(receiveSecond(receivedAt), (uid % ties) + (folderId % ties) * spread);
}

/** Another id of the same second, for one whose candidate is taken. `random` is below 1. */
export function otherCandidate(candidate: number, random: number): number {
  return messageId(Math.floor(candidate / ties), Math.floor(random * ties));
}

/** Ids of a fortnight: an index that begins with `id / idsPerFortnight` is written to where the mail of one time lies together. */
export const idsPerFortnight = 14 * 24 * 60 * 60 * ties;

/** The ids of all that was received from the one second on and to the end of the other: from the first up to, but without, the second. */
export function idsReceived(from: Date, to: Date): readonly [from: number, before: number] {
  return [messageId(receiveSecond(from), 0), messageId(receiveSecond(to) + 1, 0)];
}
