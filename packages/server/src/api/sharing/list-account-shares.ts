import { handler } from '../../http/handler.ts';

export const listAccountShares = handler('listAccountShares', async ({ services, scope, params }) => ({
  shares: await services.store.accountShares.list(scope, params.id),
}));
