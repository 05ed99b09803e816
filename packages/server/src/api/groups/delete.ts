import { handler } from '../../http/handler.ts';

export const deleteGroup = handler('deleteGroup', async ({ services, scope, params }) => {
  await services.store.groups.remove(scope, params.id);
  return undefined;
});
