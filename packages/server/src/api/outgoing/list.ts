import { handler } from '../../http/handler.ts';

export const listOutgoing = handler('listOutgoing', async ({ services, scope }) => ({
  outgoing: await services.store.outgoing.list(scope),
}));
