import type * as client from 'openid-client';
import type { AppCredential, ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';

/** Discovery documents change rarely; a key or endpoint that moved is found within the hour. */
const discoveryLifetime = 60 * 60 * 1000;
const cachedApps = 100;
/** A wall clock that was set by more than this makes what was measured of it wrong. */
const clockStep = 30 * 1000;

/** What requests to a token endpoint go by: the authority's document, and the app's proof. */
export type Configurations = (
  app: ProviderAppCredentials,
  credential: AppCredential | null,
) => Promise<client.Configuration>;

interface Cached {
  /** On the monotonic clock. */
  until: number;
  /** Milliseconds that the wall clock was ahead of the monotonic one. */
  ahead: number;
  configuration: Promise<client.Configuration>;
}

/** One discovery per credential and hour, shared by whoever asks meanwhile; a failed one is forgotten at once. */
export function configurationCache(clock: Clock, discover: Configurations): Configurations {
  const cache = new Map<string, Cached>();
  const wallAhead = () => clock.now().getTime() - clock.monotonic();
  const holds = ({ until, ahead }: Cached) =>
    clock.monotonic() < until && Math.abs(wallAhead() - ahead) < clockStep;
  return (app, credential) => {
    const key = JSON.stringify([app.cloud.authority, app.tenant, app.clientId, credential]);
    const cached = cache.get(key);
    if (cached !== undefined && holds(cached)) return cached.configuration;

    const configuration = discover(app, credential);
    cache.delete(key);
    cache.set(key, { until: clock.monotonic() + discoveryLifetime, ahead: wallAhead(), configuration });
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
