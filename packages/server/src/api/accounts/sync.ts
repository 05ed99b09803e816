import { handler } from '../../http/handler.ts';

/** Only asks: what comes of it arrives as changes. */
export const syncAccount = handler('syncAccount', async ({ services, person, params }) => {
  const account = await services.store.accounts.read(person.id, params.id);
  services.wake.sync(account.id);
  return undefined;
});
