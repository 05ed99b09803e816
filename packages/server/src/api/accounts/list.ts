import { handler } from '../../http/handler.ts';

export const listAccounts = handler('listAccounts', async ({ services, person }) => ({
  accounts: await services.store.accounts.list(person.id),
}));
