import { handler } from '../../http/handler.ts';
import { mended } from './mended.ts';

export const changeProviderApp = handler('changeProviderApp', async ({ services, scope, params, body }) =>
  mended(services, await services.store.providerApps.change(scope, params.id, body)),
);
