import { handler } from '../../http/handler.ts';

export const reactivatePerson = handler('reactivatePerson', async ({ services, scope, params }) =>
  services.store.people.reactivate(scope, params.id),
);
