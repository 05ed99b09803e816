import { handler } from '../../http/handler.ts';
import { withRedirectUri } from './with-redirect-uri.ts';

export const createProviderApp = handler('createProviderApp', async ({ services, body }) =>
  withRedirectUri(services, await services.store.providerApps.create(body)),
);
