import { handler } from '../../http/handler.ts';

export const deleteProviderApp = handler('deleteProviderApp', async ({ services, scope, params }) => {
  await services.store.providerApps.remove(scope, params.id);
  await services.doctor.memory.forget(params.id);
  return undefined;
});
