import { handler } from '../../http/handler.ts';

export const previewConversationShare = handler(
  'previewConversationShare',
  async ({ services, scope, params, body }) =>
    services.store.conversationShares.preview(scope, params.id, body),
);
