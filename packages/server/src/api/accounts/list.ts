import { handler } from '../../http/handler.ts';

export const listAccounts = handler('listAccounts', async ({ services, scope }) => ({
  accounts: (await services.store.accounts.list(scope)).map((account) =>
    services.store.unsaved.shown(account),
  ),
}));
