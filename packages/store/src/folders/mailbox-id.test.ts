import { expect, it } from 'vitest';
import { listed, openWorld } from '../testing/world.ts';

it('a folder keeps the identity that its server told, under another name and when it is numbered anew', async () => {
  const { store, account, archive } = await openWorld();
  const { mail } = store.ports;
  const sync = { uidValidity: 1, uidNext: 1, highestModseq: null, listedFrom: 1, serverMessages: 0 };
  await mail.saveFolderSync(archive.id, { ...sync, mailboxId: 'F2212ea87' });
  await mail.saveFolderSync(archive.id, { ...sync, uidNext: 2 });
  await mail.saveFolderList(account.id, [{ ...listed('Old', 'archive'), renamedFrom: 'Archive' }]);
  await mail.resetFolder(archive.id, 2);
  const [folder] = await mail.listFolders(account.id);
  expect(folder).toMatchObject({ id: archive.id, path: 'Old', mailboxId: 'F2212ea87', uidValidity: 2 });
  await mail.saveFolderSync(archive.id, { ...sync, mailboxId: null });
  expect((await mail.listFolders(account.id))[0]?.mailboxId).toBeNull();
});
