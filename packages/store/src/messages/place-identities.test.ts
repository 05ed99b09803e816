import { describe, expect, it } from 'vitest';
import { arrival, openWorld } from '../testing/world.ts';

describe('the identities of a folder’s places', () => {
  it('are those of the messages at either end, each once', async () => {
    const { store, inbox } = await openWorld();
    const { mail } = store.ports;
    await mail.addArrivals(
      inbox.id,
      [1, 4, 5, 8, 9].map((uid) => arrival(uid, { messageId: `<${uid}@example.com>`, size: uid * 100 })),
    );
    const uids = async (ofEach: number) =>
      (await mail.placeIdentities(inbox.id, ofEach)).map(({ uid }) => uid);
    expect(await uids(2)).toEqual([1, 4, 8, 9]);
    expect(await uids(4)).toEqual([1, 4, 5, 8, 9]);
    expect((await mail.placeIdentities(inbox.id, 1))[0]).toEqual({
      uid: 1,
      messageId: '<1@example.com>',
      size: 100,
    });
  });
});

describe('a folder that was renamed', () => {
  it('keeps its row and its places under the new path', async () => {
    const { store, account, archive } = await openWorld();
    const { mail } = store.ports;
    await mail.addArrivals(archive.id, [arrival(3)]);
    const folders = await mail.listFolders(account.id);
    const listed = folders.map(({ path, name, delimiter, role, selectable }) =>
      path === 'Archive'
        ? { path: 'Old', name: 'Old', delimiter, role, selectable, renamedFrom: 'Archive' }
        : { path, name, delimiter, role, selectable },
    );
    const saved = await mail.saveFolderList(account.id, listed);
    expect(saved.map(({ path }) => path).sort()).toEqual(['INBOX', 'Old', 'Sent']);
    expect(saved.find(({ path }) => path === 'Old')).toMatchObject({ id: archive.id, name: 'Old' });
    expect(await mail.places(archive.id)).toHaveLength(1);
  });
});
