import { handler } from '../../http/handler.ts';

export const renameFolder = handler('renameFolder', async ({ services, scope, params, body }) => {
  const { store, engine } = services;
  const { id, accountId } = await store.folders.read(scope, params.id);
  await engine.changeFolder(accountId, { do: 'rename', folderId: Number(id), name: body.name });
  return await store.folders.read(scope, id);
});
