import { noteManaged } from '../../access/note-managed.ts';
import { handler } from '../../http/handler.ts';

/** Only asks: what comes of it arrives as changes. */
export const syncAccount = handler('syncAccount', async ({ services, scope, params }) => {
  const account = await services.store.accounts.read(scope, params.id, 'manage');
  services.wake.sync(account.id);
  await noteManaged(services, scope, account.id, 'synchronised');
  return undefined;
});
