import { handler } from '../../http/handler.ts';

export const readAccount = handler('readAccount', async ({ services, person, params }) =>
  services.store.accounts.read(person.id, params.id),
);
