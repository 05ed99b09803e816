import { handler } from '../../http/handler.ts';

export const changePerson = handler('changePerson', async ({ services, scope, params, body }) =>
  services.store.people.changeRole(scope, params.id, body.role),
);
