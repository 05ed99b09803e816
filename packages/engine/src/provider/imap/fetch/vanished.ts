/** VANISHED (RFC 7162 3.2.10): UIDs that are gone. */
import type { Buffer } from 'node:buffer';

export interface UidRange {
  from: number;
  to: number;
}

const earlier = /^\* VANISHED \(EARLIER\) ([0-9:,]+)\r?\n?$/i;

/**
 * What was expunged before this session looked. Ranges stay ranges: `1:4000000000` is twelve octets.
 * @returns undefined for any other response, VANISHED of this moment included, which counts messages down
 */
export function readVanishedEarlier(response: Buffer): UidRange[] | undefined {
  if (response.toString('latin1', 0, 20).toUpperCase() !== '* VANISHED (EARLIER)') return undefined;
  const [, set] = earlier.exec(response.toString('latin1')) ?? [];
  return (set?.split(',') ?? []).flatMap((each) => {
    const [first = 0, last = first] = each.split(':').map(Number);
    return first > 0 && last > 0 ? [{ from: Math.min(first, last), to: Math.max(first, last) }] : [];
  });
}
