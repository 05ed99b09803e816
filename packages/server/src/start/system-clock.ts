import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@mailroom/engine/ports/index';

/** This machine's time, for the engine and the store. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
};
