import { handler } from '../../http/handler.ts';

export const deleteProviderApp = handler('deleteProviderApp', async ({ services, params }) => {
  await services.store.providerApps.remove(params.id);
  await services.doctor.memory.forget(params.id);
  return undefined;
});
