import { handler } from '../../http/handler.ts';

export const listConversations = handler('listConversations', async ({ services, scope, query }) => {
  const { domains, ...rest } = query;
  return services.store.conversations.list(scope, { ...rest, domains: domains?.split(',') });
});
