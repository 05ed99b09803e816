import { handler } from '../../http/handler.ts';

export const listSkipped = handler('listSkipped', async ({ services, scope, params }) => ({
  messages: await services.store.skipped.list(scope, params.id),
}));
