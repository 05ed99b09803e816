import { noteManaged } from '../../access/note-managed.ts';
import { handler } from '../../http/handler.ts';

/** Synchronising at somebody's wish looks at every folder, those that did not open before as well. */
export const retrySkipped = handler('retrySkipped', async ({ services, scope, params }) => {
  await services.store.skipped.tryAgain(scope, params.id);
  services.wake.sync(params.id);
  await noteManaged(services, scope, params.id, 'tried-again');
  return undefined;
});
