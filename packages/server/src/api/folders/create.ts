import { Failure } from '@mailroom/model';
import { handler } from '../../http/handler.ts';

export const createFolder = handler('createFolder', async ({ services, person, scope, body }) => {
  const { store, engine } = services;
  const { accountId, parentId, name } = body;
  const account = await store.accounts.read(person.id, accountId);
  const parent = parentId === null ? null : await store.folders.read(scope, parentId);
  if (parent && parent.accountId !== account.id) throw otherAccounts();
  const id = await engine.changeFolder(account.id, {
    do: 'create',
    parentId: parent && Number(parent.id),
    name,
  });
  return await store.folders.read(scope, String(id));
});

function otherAccounts(): Failure {
  return new Failure({ origin: 'person', kind: 'invalid-request', detail: { field: 'parentId' } });
}
