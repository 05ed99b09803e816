import { noticeDays } from '@mailroom/model';

/**
 * The threshold that a notice has reached last: 14 at ten days left. One that was passed while nobody looked is not made up for; null
 * before the first.
 */
export function reachedThreshold(days: number): number | null {
  return noticeDays.findLast((threshold) => days <= threshold) ?? null;
}
