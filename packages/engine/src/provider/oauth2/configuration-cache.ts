import type * as client from 'openid-client';
import type { AppCredential, ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';

/** Discovery documents change rarely; a key or endpoint that moved is found within the hour. */
const discoveryLifetime = 60 * 60 * 1000;
const cachedApps = 100;

/** What requests to a token endpoint go by: the authority's document, and the app's proof. */
export type Configurations = (
  app: ProviderAppCredentials,
  credential: AppCredential | null,
) => Promise<client.Configuration>;

/** One discovery per credential and hour, shared by whoever asks meanwhile; a failed one is forgotten at once. */
export function configurationCache(clock: Clock, discover: Configurations): Configurations {
  const cache = new Map<string, { until: number; configuration: Promise<client.Configuration> }>();
  return (app, credential) => {
    const key = JSON.stringify([app.cloud.authority, app.tenant, app.clientId, credential]);
    const cached = cache.get(key);
    if (cached !== undefined && clock.monotonic() < cached.until) return cached.configuration;

    const configuration = discover(app, credential);
    cache.delete(key);
    cache.set(key, { until: clock.monotonic() + discoveryLifetime, configuration });
    for (const oldest of cache.keys()) {
      if (cache.size <= cachedApps) break;
      cache.delete(oldest);
    }
    configuration.catch(() => {
      if (cache.get(key)?.configuration === configuration) cache.delete(key);
    });
    return configuration;
  };
}
