import { handler } from '../../http/handler.ts';

export const readMessage = handler('readMessage', async ({ services, scope, params }) =>
  services.store.messages.read(scope, params.id),
);
