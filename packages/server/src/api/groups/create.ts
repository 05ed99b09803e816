import { handler } from '../../http/handler.ts';

export const createGroup = handler('createGroup', async ({ services, scope, body }) =>
  services.store.groups.create(scope, body),
);
