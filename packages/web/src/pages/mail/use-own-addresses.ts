import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { read } from '../../api/read.ts';

/** The reader's own addresses in lower case. */
export function useOwnAddresses(): ReadonlySet<string> {
  const accounts = useQuery(read('listAccounts', {})).data?.accounts;
  return useMemo(() => new Set(accounts?.map(({ address }) => address.toLowerCase())), [accounts]);
}
