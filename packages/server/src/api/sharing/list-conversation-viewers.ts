import { handler } from '../../http/handler.ts';

export const listConversationViewers = handler(
  'listConversationViewers',
  async ({ services, scope, params }) => ({
    viewers: await services.store.conversationShares.viewers(scope, params.id),
  }),
);
