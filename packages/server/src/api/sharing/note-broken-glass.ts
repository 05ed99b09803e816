import { handler } from '../../http/handler.ts';

export const noteBrokenGlass = handler('noteBrokenGlass', async ({ services, scope, params }) => {
  await services.store.breakGlass.note(scope, params.id);
  return undefined;
});
