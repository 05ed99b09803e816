import { handler } from '../../http/handler.ts';

export const withdrawOutgoing = handler('withdrawOutgoing', async ({ services, scope, params }) => {
  await services.store.outgoing.withdraw(scope, params.id);
});
