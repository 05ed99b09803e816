import { handler } from '../../http/handler.ts';

export const listBrokenGlass = handler('listBrokenGlass', async ({ services, scope }) => ({
  broken: await services.store.breakGlass.list(scope),
}));
