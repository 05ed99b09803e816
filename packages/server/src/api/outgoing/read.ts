import { handler } from '../../http/handler.ts';

export const readOutgoing = handler('readOutgoing', async ({ services, scope, params }) =>
  services.store.outgoing.read(scope, params.id),
);
