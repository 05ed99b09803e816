import type { Account, ProviderApp } from '@mailroom/model';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/read.ts';

/** One's own mailboxes that were linked through an app, with which its doctor may rehearse. */
export function useOwnMailboxes(app: Pick<ProviderApp, 'id'>): readonly Account[] {
  const { data } = useQuery(read('listAccounts', {}));
  return (data?.accounts ?? []).filter(
    ({ providerAppId, state }) => providerAppId === app.id && state !== 'unlinking',
  );
}
