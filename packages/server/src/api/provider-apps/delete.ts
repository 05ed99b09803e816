import { handler } from '../../http/handler.ts';

export const deleteProviderApp = handler('deleteProviderApp', async ({ services, params }) => {
  await services.store.providerApps.remove(params.id);
  return undefined;
});
