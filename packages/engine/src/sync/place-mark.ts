/**
 * A number that tells a place's UID and flags. Added up over a range of UIDs, it tells whether what is stored equals what the server
 * lists without either side being laid out: a server with neither CONDSTORE nor QRESYNC is compared every few minutes, mostly to find
 * that nothing changed.
 *
 * Two ranges that differ have equal sums by chance once in four thousand million. The number is stored: to change how it is told is a
 * migration.
 */

const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/** FNV-1a over UTF-16 units, which tells apart what keywords there are. */
function textHash(text: string): number {
  let hash = fnvOffset;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), fnvPrime);
  return hash >>> 0;
}

/** Bits of a number spread over all 32 of the result; no two numbers share one (the finaliser of MurmurHash3). */
function spread(bits: number): number {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The part of a mark that the flags tell, 0 to 2^32 - 1. The order and the repetitions of a server's list mean nothing, and neither do
 * capitals (RFC 9051 2.3.2); `\Recent` says who looked first, not what the message is. Lists of flags are few in a mailbox, so who
 * tells many marks keeps these by the list's text.
 */
export function flagsHash(flags: readonly string[]): number {
  if (flags.length === 0) return fnvOffset;
  const names = new Set(flags.map((flag) => flag.toLowerCase()));
  names.delete('\\recent');
  return textHash([...names].sort().join(' '));
}

/** The mark of a place whose flags have this hash: 0 to 2^32 - 1. */
export function markOf(uid: number, flags: number): number {
  return spread(spread(uid) ^ flags);
}

/** The mark of a place, 0 to 2^32 - 1. Sums of a million stay within what a number holds exactly. */
export function placeMark(uid: number, flags: readonly string[]): number {
  return markOf(uid, flagsHash(flags));
}
