import { handler } from '../../http/handler.ts';

export const listAccountViewers = handler('listAccountViewers', async ({ services, scope, params }) => ({
  viewers: await services.store.conversationShares.accountViewers(scope, params.id),
}));
