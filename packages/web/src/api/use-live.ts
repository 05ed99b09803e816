import { followChanges, type LiveState, touchedBatch } from '@mailroom/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Keeps the cache as new as the store while the shell is on the screen. */
export function useLive(): LiveState {
  const cache = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const batch = touchedBatch(
      (keys) => {
        for (const queryKey of keys) void cache.invalidateQueries({ queryKey });
      },
      { soonMs: 150, apartMs: 1000 },
    );
    const stop = followChanges({
      onChange: batch.add,
      onStartAgain: () => void cache.invalidateQueries(),
      onState: setState,
    });
    return () => {
      stop();
      batch.close();
    };
  }, [cache]);
  return state;
}
