import { handler } from '../../http/handler.ts';

export const readAccount = handler('readAccount', async ({ services, scope, params }) =>
  services.store.unsaved.shown(await services.store.accounts.read(scope, params.id)),
);
