import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { read } from '../../api/read.ts';

/** Tells the address of a mailbox that the reader may see, by the id of its account. */
export function useMailboxAddresses(): (accountId: string) => string | undefined {
  const accounts = useQuery(read('listAccounts', {})).data?.accounts;
  const addresses = useMemo(() => new Map(accounts?.map(({ id, address }) => [id, address])), [accounts]);
  return useCallback((accountId) => addresses.get(accountId), [addresses]);
}
