import { handler } from '../../http/handler.ts';

export const readConversation = handler('readConversation', async ({ services, scope, params }) =>
  services.store.conversations.read(scope, params.id),
);
