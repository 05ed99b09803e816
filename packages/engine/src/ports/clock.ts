/**
 * Time from outside, so that back-off, token age and polling can be tested without waiting. `monotonic` (milliseconds) is for
 * durations and deadlines: a wall clock that jumps must not end or prolong them.
 */
export interface Clock {
  now(): Date;
  monotonic(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when it aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
