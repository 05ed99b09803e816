import type { ProviderApp } from '@mailroom/model';
import type { StoredProviderApp } from '@mailroom/store';
import type { Services } from '../../services.ts';

/** A provider app with the redirect URI to register for it, which follows from the public address. */
export function withRedirectUri(services: Services, app: StoredProviderApp): ProviderApp {
  return { ...app, redirectUri: services.redirectUri() };
}
