import type { Change } from '@mailroom/model';
import type { Timer } from '../live/live.ts';
import type { QueryKey } from './query-key.ts';
import { touched } from './touched.ts';

export interface TouchedBatch {
  add(change: Change): void;
  close(): void;
}

/**
 * Gathers what changes touch and hands it on at most once per `windowMs`, each key once. A first synchronisation writes
 * thousands of changes a second; without this every one of them would read the visible list again.
 */
export function touchedBatch(
  flush: (keys: QueryKey[]) => void,
  windowMs: number,
  timer: Timer,
): TouchedBatch {
  const gathered = new Map<string, QueryKey>();
  let handle: unknown = null;
  return {
    add(change) {
      for (const key of touched(change)) gathered.set(JSON.stringify(key), key);
      handle ??= timer.set(() => {
        handle = null;
        const keys = [...gathered.values()];
        gathered.clear();
        flush(keys);
      }, windowMs);
    },
    close() {
      if (handle !== null) timer.clear(handle);
      handle = null;
      gathered.clear();
    },
  };
}
