import { handler } from '../../http/handler.ts';

export const emptyFolder = handler('emptyFolder', async ({ services, scope, params }) => {
  const { accepted, accountIds } = await services.store.intents.empty(scope, params.id);
  for (const accountId of accountIds) services.wake.push(accountId);
  return { accepted };
});
