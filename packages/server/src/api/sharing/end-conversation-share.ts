import { handler } from '../../http/handler.ts';

export const endConversationShare = handler('endConversationShare', async ({ services, scope, params }) => {
  await services.store.conversationShares.end(scope, params.id, params.shareId);
  return undefined;
});
