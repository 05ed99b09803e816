import { handler } from '../../http/handler.ts';

export const shareConversation = handler('shareConversation', async ({ services, scope, params, body }) =>
  services.store.conversationShares.share(scope, params.id, body),
);
