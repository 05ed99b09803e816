import { handler } from '../../http/handler.ts';

export const listFolders = handler('listFolders', async ({ services, scope, query }) => ({
  folders: await services.store.folders.list(scope, query.accountId),
}));
