import { handler } from '../../http/handler.ts';

export const listRefusedIntents = handler('listRefusedIntents', async ({ services, scope }) => ({
  intents: await services.store.intents.refused(scope),
}));
