import { handler } from '../../http/handler.ts';

export const startAccount = handler('startAccount', async ({ services, person, params, body }) => {
  const account = await services.store.accounts.start(person.id, params.id, body.since);
  services.wake.start(account.id);
  return account;
});
