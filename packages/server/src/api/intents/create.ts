import { handler } from '../../http/handler.ts';

export const createIntents = handler('createIntents', async ({ services, scope, body }) => {
  const { accepted, accountIds, undo } = await services.store.intents.create(scope, body);
  for (const accountId of accountIds) services.wake.push(accountId);
  return { accepted, undo };
});
