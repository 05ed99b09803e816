import { handler } from '../../http/handler.ts';

export const listConversations = handler('listConversations', async ({ services, scope, query }) =>
  services.store.conversations.list(scope, query),
);
