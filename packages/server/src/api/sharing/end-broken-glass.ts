import { handler } from '../../http/handler.ts';

export const endBrokenGlass = handler('endBrokenGlass', async ({ services, scope, params }) => {
  await services.store.breakGlass.end(scope, params.id);
  return undefined;
});
