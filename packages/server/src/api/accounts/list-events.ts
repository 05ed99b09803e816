import { handler } from '../../http/handler.ts';

export const listAccountEvents = handler('listAccountEvents', async ({ services, scope, params }) => ({
  events: await services.store.truths.events(scope, params.id),
}));
