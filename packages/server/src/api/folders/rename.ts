import { noteManaged } from '../../access/note-managed.ts';
import { handler } from '../../http/handler.ts';

export const renameFolder = handler('renameFolder', async ({ services, scope, params, body }) => {
  const { store, engine } = services;
  const { id, accountId } = await store.folders.read(scope, params.id, 'manage');
  await engine.changeFolder(accountId, { do: 'rename', folderId: Number(id), name: body.name });
  await noteManaged(services, scope, accountId, 'folder-renamed');
  return await store.folders.read(scope, id);
});
