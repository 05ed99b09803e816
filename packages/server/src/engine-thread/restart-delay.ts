const first = 1000;
const longest = 60_000;
/** A thread that ran this long was healthy: its crash is the first of a new series. */
const healthy = 5 * 60_000;

/** Milliseconds to wait before the engine is started again, growing while it crashes soon after each start. */
export function restartDelay(previous: number, ranFor: number): number {
  if (previous === 0 || ranFor >= healthy) return first;
  return Math.min(previous * 2, longest);
}
