import { asFailure } from '@mailroom/model';
import { QueryCache, QueryClient } from '@tanstack/react-query';

/** Tries again only what the network failed to deliver: asking a second time for what was refused changes nothing. */
function mayRetry(failures: number, thrown: unknown): boolean {
  const failure = asFailure(thrown);
  return failures < 2 && failure.origin === 'network' && failure.next.do === 'retry';
}

/** The cache. Answers stay fresh until the change stream says otherwise, so walking between screens asks nothing twice. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (thrown) => {
        if (asFailure(thrown).kind === 'not-signed-in') onSignedOut();
      },
    }),
    defaultOptions: {
      queries: { staleTime: 5 * 60_000, retry: mayRetry, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
