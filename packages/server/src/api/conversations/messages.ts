import { handler } from '../../http/handler.ts';

export const listConversationMessages = handler(
  'listConversationMessages',
  async ({ services, scope, body }) => ({
    messages: await services.store.conversations.messages(scope, body.conversationIds),
  }),
);
