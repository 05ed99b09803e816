import { handler } from '../../http/handler.ts';

export const changeGroup = handler('changeGroup', async ({ services, scope, params, body }) =>
  services.store.groups.change(scope, params.id, body),
);
