import { handler } from '../../http/handler.ts';

export const startAccount = handler('startAccount', async ({ services, scope, params, body }) => {
  const account = await services.store.accounts.start(scope, params.id, body.since);
  services.wake.start(account.id);
  return account;
});
