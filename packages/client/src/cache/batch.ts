import type { Change } from '@mailroom/model';
import { browserTimer, type Timer } from '../live/live.ts';
import type { QueryKey } from './query-key.ts';
import { touched } from './touched.ts';

export interface TouchedBatch {
  add(change: Change): void;
  close(): void;
}

export interface BatchOptions {
  /** How long the first change waits for company, in milliseconds. */
  soonMs: number;
  /** The least time between two batches, in milliseconds. */
  apartMs: number;
  timer?: Timer;
  now?: () => number;
}

/**
 * Gathers what changes touch and hands it on, each key once: soon after a quiet time, and then at most every `apartMs`. New mail is
 * on the screen at once, and a first synchronisation with its thousands of changes does not read the visible list for each of them.
 */
export function touchedBatch(flush: (keys: QueryKey[]) => void, options: BatchOptions): TouchedBatch {
  const { soonMs, apartMs, timer = browserTimer, now = () => performance.now() } = options;
  const gathered = new Map<string, QueryKey>();
  let handle: unknown = null;
  let last = Number.NEGATIVE_INFINITY;
  return {
    add(change) {
      for (const key of touched(change)) gathered.set(JSON.stringify(key), key);
      handle ??= timer.set(
        () => {
          handle = null;
          last = now();
          const keys = [...gathered.values()];
          gathered.clear();
          flush(keys);
        },
        Math.max(soonMs, last + apartMs - now()),
      );
    },
    close() {
      if (handle !== null) timer.clear(handle);
      handle = null;
      gathered.clear();
    },
  };
}
