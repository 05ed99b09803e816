import { handler } from '../../http/handler.ts';

export const dismissIntents = handler('dismissIntents', async ({ services, scope, body }) => {
  await services.store.intents.dismiss(scope, body.ids);
  return undefined;
});
