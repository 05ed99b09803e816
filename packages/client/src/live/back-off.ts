const firstSeconds = 1;
const longestSeconds = 60;

/**
 * Milliseconds to wait before try number `attempt` (from 0): doubling up to a minute, then spread over its upper half so that
 * the tabs of a whole office do not return in the same instant after a restart. `random` is in [0, 1).
 */
export function backOff(attempt: number, random: () => number): number {
  const ceiling = Math.min(longestSeconds, firstSeconds * 2 ** Math.min(attempt, 10)) * 1000;
  return Math.round(ceiling * (0.5 + random() / 2));
}
