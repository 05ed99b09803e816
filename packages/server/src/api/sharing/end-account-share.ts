import { handler } from '../../http/handler.ts';

export const endAccountShare = handler('endAccountShare', async ({ services, scope, params }) => {
  await services.store.accountShares.end(scope, params.id, params.shareId);
  return undefined;
});
