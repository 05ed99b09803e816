import { useQueryClient } from '@tanstack/react-query';
import { read } from '../../api/read.ts';

/** Reads again what a share of the account makes old. */
export function useSharingChanged(accountId: string): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    const params = { id: accountId };
    await Promise.all(
      (['listAccountViewers', 'listAccountShares'] as const).map((name) =>
        cache.invalidateQueries({ queryKey: read(name, { params }).queryKey }),
      ),
    );
  };
}
