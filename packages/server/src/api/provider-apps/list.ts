import { handler } from '../../http/handler.ts';
import { withRedirectUri } from './with-redirect-uri.ts';

export const listProviderApps = handler('listProviderApps', async ({ services }) => {
  const apps = await services.store.providerApps.list();
  return { providerApps: apps.map((app) => withRedirectUri(services, app)) };
});
