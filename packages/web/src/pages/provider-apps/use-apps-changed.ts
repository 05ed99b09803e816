import { useQueryClient } from '@tanstack/react-query';

/** After a change to a provider app: everything that is shown of one is read anew. */
export function useAppsChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    for (const name of ['listProviderApps', 'listLinkOptions', 'listNotices', 'readDoctor']) {
      await cache.invalidateQueries({ queryKey: [name] });
    }
  };
}
