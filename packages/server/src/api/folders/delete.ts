import { noteManaged } from '../../access/note-managed.ts';
import { handler } from '../../http/handler.ts';

export const deleteFolder = handler('deleteFolder', async ({ services, scope, params }) => {
  const { store, engine } = services;
  const { id, accountId } = await store.folders.read(scope, params.id, 'manage');
  await engine.changeFolder(accountId, { do: 'delete', folderId: Number(id) });
  await noteManaged(services, scope, accountId, 'folder-deleted');
  return undefined;
});
