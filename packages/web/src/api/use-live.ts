import { followChanges, type LiveState, touchedBatch } from '@mailroom/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { read } from './read.ts';

/** Keeps the cache as new as the store while the shell is on the screen. */
export function useLive(): LiveState {
  const cache = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    // The shell is reached through `readMe` alone, so that its cursor is older than every other answer in the cache.
    const me = cache.getQueryData(read('readMe', {}).queryKey);
    if (!me) return;
    const batch = touchedBatch(
      (keys) => {
        for (const queryKey of keys) void cache.invalidateQueries({ queryKey });
      },
      { soonMs: 150, apartMs: 1000 },
    );
    const stop = followChanges({
      cursor: me.cursor,
      onChange: batch.add,
      onStartAgain: () => void cache.invalidateQueries(),
      onState: (next) => {
        setState(next);
        // The stream also ends with the session: whoever is signed out must not go on looking at what they had.
        if (next === 'lost') void cache.invalidateQueries({ queryKey: read('readMe', {}).queryKey });
      },
    });
    return () => {
      stop();
      batch.close();
      // Nobody follows the log until the shell is back: what is in the cache is asked for again when it is shown.
      void cache.invalidateQueries({ refetchType: 'none' });
    };
  }, [cache]);
  return state;
}
