import { noteManaged } from '../../access/note-managed.ts';
import { handler } from '../../http/handler.ts';

/** Only asks: how far it is, and what comes of it, is read with the account's truth. An account that is not connected is checked once it is. */
export const checkAccount = handler('checkAccount', async ({ services, scope, params }) => {
  await services.store.truths.askForCheck(scope, params.id);
  services.wake.check(params.id);
  await noteManaged(services, scope, params.id, 'checked');
  return undefined;
});
