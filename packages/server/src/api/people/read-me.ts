import { handler } from '../../http/handler.ts';

export const readMe = handler('readMe', async ({ services, person, scope }) => ({
  ...person,
  sharedConversations: scope.shares.length,
  cursor: await services.store.changes.latest(),
}));
