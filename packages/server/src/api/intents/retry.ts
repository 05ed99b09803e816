import { handler } from '../../http/handler.ts';

export const retryIntents = handler('retryIntents', async ({ services, scope, body }) => {
  for (const accountId of await services.store.intents.retry(scope, body.ids)) services.wake.push(accountId);
  return undefined;
});
