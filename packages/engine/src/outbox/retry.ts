/** When a message that was turned away for now is tried again. */

const minute = 60 * 1000;
const hour = 60 * minute;

/**
 * Waits after the first, second, ... attempt. Greylisting passes within minutes, a busy server within the hour, a day's quota by
 * tomorrow; after two days a person should hear of it (RFC 5321 4.5.4.1 has four to five days for relays, which nobody watches).
 */
const waits: readonly number[] = [
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  20 * minute,
  40 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  12 * hour,
  18 * hour,
];

/**
 * @param attempts made so far, at least one.
 * @param asked when the provider said to come back; honoured where it is later.
 * @returns null when it has been tried often enough.
 */
export function nextAttempt(attempts: number, now: Date, asked: Date | null): Date | null {
  const wait = waits[Math.max(0, attempts - 1)];
  if (wait === undefined) return null;
  const own = now.getTime() + wait;
  return new Date(asked === null ? own : Math.max(own, asked.getTime()));
}
