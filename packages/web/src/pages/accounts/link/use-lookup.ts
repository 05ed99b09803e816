import type { Discovery } from '@mailroom/model';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '../../../api/call.ts';

export interface Lookup {
  /** The address whose servers are looked for, or were found. */
  address: string;
  looking: boolean;
  result: Discovery | undefined;
  failure: unknown;
  find(address: string): void;
  /** Gives up a search under way and forgets what was found: another address is being entered. */
  forget(): void;
}

/** One search at a time: the server stops looking when nobody waits for the answer any more. */
export function useLookup(): Lookup {
  const underWay = useRef<AbortController>(null);
  const search = useMutation({
    mutationFn: ({ address, signal }: { address: string; signal: AbortSignal }) =>
      call('discover', { body: { address } }, { signal }),
  });
  useEffect(() => () => underWay.current?.abort(), []);
  return {
    address: search.variables?.address ?? '',
    looking: search.isPending,
    result: search.data,
    failure: search.error,
    find(address) {
      underWay.current?.abort();
      const own = new AbortController();
      underWay.current = own;
      search.mutate({ address, signal: own.signal });
    },
    forget() {
      underWay.current?.abort();
      search.reset();
    },
  };
}
