import { Failure } from '@mailroom/model';
import { noteManaged } from '../../access/note-managed.ts';
import { handler } from '../../http/handler.ts';

export const createFolder = handler('createFolder', async ({ services, scope, body }) => {
  const { store, engine } = services;
  const { accountId, parentId, name } = body;
  const account = await store.accounts.read(scope, accountId, 'manage');
  const parent = parentId === null ? null : await store.folders.read(scope, parentId);
  if (parent && parent.accountId !== account.id) throw otherAccounts();
  const id = await engine.changeFolder(account.id, {
    do: 'create',
    parentId: parent && Number(parent.id),
    name,
  });
  await noteManaged(services, scope, account.id, 'folder-created');
  return await store.folders.read(scope, String(id));
});

function otherAccounts(): Failure {
  return new Failure({ origin: 'person', kind: 'invalid-request', detail: { field: 'parentId' } });
}
