import { handler } from '../../http/handler.ts';

export const readMe = handler('readMe', async ({ services, person }) => ({
  ...person,
  cursor: await services.store.changes.latest(),
}));
