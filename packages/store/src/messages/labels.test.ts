import type { ListedFolder } from '@mailroom/engine/ports/index';
import { describe, expect, it } from 'vitest';
import { arrival, listed, openWorld, readAllBodies, scopeFor, type World } from '../testing/world.ts';

const gmail: ListedFolder[] = [
  { ...listed('INBOX', 'inbox'), label: '\\Inbox' },
  { ...listed('[Gmail]/All Mail', 'all'), label: null },
  { ...listed('[Gmail]/Sent Mail', 'sent'), label: '\\Sent' },
  { ...listed('[Gmail]/Trash', 'trash'), label: null },
  { ...listed('Work'), label: 'Work' },
];
const withoutLabels = gmail.map((folder) => ({ ...folder, label: null }));

/** A Gmail account with its folders, All Mail and Trash selected once. */
async function openGmail(folders = gmail) {
  const world = await openWorld();
  const { mail } = world.store.ports;
  const show = async (shown: ListedFolder[]) => {
    const records = await mail.saveFolderList(world.account.id, shown);
    return Object.fromEntries(records.map((record) => [record.path, record.id]));
  };
  const ids = await show(folders);
  const id = (path: string) => {
    const found = ids[path];
    if (found === undefined) throw new Error(`No folder ${path}`);
    return found;
  };
  return { ...world, mail, show, id, all: id('[Gmail]/All Mail') };
}

const message = (uid: number, labels: string[], over: Parameters<typeof arrival>[1] = {}) =>
  arrival(uid, { emailId: `g${uid}`, threadId: `t${uid}`, labels, ...over });

async function shown({ store, scope }: Pick<World, 'store' | 'scope'>) {
  const folders = await store.folders.list(scope);
  return Object.fromEntries(
    folders
      .filter(({ path, messages }) => messages > 0 || path === 'INBOX')
      .map(({ path, messages, unread }) => [path, [messages, unread]]),
  );
}

describe('labels of Gmail', () => {
  it('are places of one message, which is counted once', async () => {
    const world = await openGmail();
    const { mail, all, store, scope } = world;
    await mail.addArrivals(all, [
      message(1, ['\\Inbox', 'Work', '\\Important']),
      message(2, ['\\Sent'], { flags: ['\\Seen'] }),
      message(3, []),
    ]);
    expect(await shown(world)).toEqual({
      INBOX: [1, 1],
      '[Gmail]/All Mail': [3, 2],
      '[Gmail]/Sent Mail': [1, 0],
      Work: [1, 1],
    });
    const { conversations } = await store.conversations.list(scope, { limit: 10 });
    expect(conversations.map(({ messages, unread }) => [messages, unread])).toEqual([
      [1, 1],
      [1, 0],
      [1, 1],
    ]);
    const [account] = await store.accounts.list(await scopeFor(store));
    expect(account).toMatchObject({ messages: 3, unread: 2 });
    const inWork = await store.conversations.list(scope, { limit: 10, folderId: String(world.id('Work')) });
    expect(inWork.conversations.map(({ subject }) => subject)).toEqual(['Subject 1']);
  });

  it('follow what is told of them, and nothing is written where nothing changed', async () => {
    const world = await openGmail();
    const { mail, all, store, scope } = world;
    await mail.addArrivals(all, [message(1, ['\\Inbox']), message(2, ['\\Inbox', 'Work'])]);
    await mail.saveLabels(all, [
      { uid: 1, labels: ['Work', 'No folder of that name'] },
      { uid: 2, labels: ['\\Inbox', 'Work'] },
      { uid: 99, labels: ['\\Inbox'] },
    ]);
    expect(await shown(world)).toEqual({ INBOX: [1, 1], '[Gmail]/All Mail': [2, 2], Work: [2, 2] });
    const cursor = await store.changes.latest();
    await mail.saveLabels(all, [{ uid: 2, labels: ['Work', '\\Inbox'] }]);
    expect(await store.changes.latest()).toEqual(cursor);
    await mail.saveLabels(all, [{ uid: 2, labels: ['Work'] }]);
    const told = await store.changes.since(cursor, 100, scope);
    expect(told.kind === 'changes' && told.changes.map(({ noun }) => noun).sort()).toEqual([
      'conversation',
      'folder',
      'message',
    ]);
    expect(await shown(world)).toMatchObject({ INBOX: [0, 0] });
  });

  it('say nothing of flags: those of All Mail are the message’s', async () => {
    const world = await openGmail();
    const { mail, all } = world;
    await mail.addArrivals(all, [message(1, ['\\Inbox', 'Work'])]);
    await mail.saveFlags(all, [{ uid: 1, flags: ['\\Seen'] }]);
    expect(await shown(world)).toEqual({ INBOX: [1, 0], '[Gmail]/All Mail': [1, 0], Work: [1, 0] });
    await mail.saveLabels(all, [{ uid: 1, labels: ['\\Inbox'] }]);
    expect(await shown(world)).toEqual({ INBOX: [1, 0], '[Gmail]/All Mail': [1, 0] });
    await mail.saveFlags(all, [{ uid: 1, flags: [] }]);
    expect(await shown(world)).toEqual({ INBOX: [1, 1], '[Gmail]/All Mail': [1, 1] });
  });

  it('go with the message’s place in All Mail, and come with it into Trash as the same message', async () => {
    const world = await openGmail();
    const { mail, all, id } = world;
    await mail.addArrivals(all, [message(1, ['\\Inbox', 'Work'])]);
    await mail.removePlaces(all, [1]);
    expect(await shown(world)).toEqual({ INBOX: [0, 0] });
    expect(await mail.addArrivals(id('[Gmail]/Trash'), [message(1, [])])).toEqual({ newMessages: 0 });
    expect(await shown(world)).toEqual({ INBOX: [0, 0], '[Gmail]/Trash': [1, 1] });
  });

  it('keep the place under the new UID when All Mail shows a message anew before the old place is gone', async () => {
    const world = await openGmail();
    const { mail, all } = world;
    await mail.addArrivals(all, [message(1, ['\\Inbox'])]);
    await mail.addKnown(all, [{ uid: 7, flags: [], emailId: 'g1', labels: ['\\Inbox'] }]);
    await mail.removePlaces(all, [1]);
    expect(await shown(world)).toEqual({ INBOX: [1, 1], '[Gmail]/All Mail': [1, 1] });
    expect((await mail.places(world.id('INBOX'))).map(({ uid }) => uid)).toEqual([7]);
  });

  it('are never where a text or an attachment is asked for', async () => {
    const world = await openGmail();
    const { mail, all, account } = world;
    await mail.addArrivals(all, [message(1, ['\\Inbox', 'Work'])]);
    const [pending] = await mail.pendingBodies(account.id, 10);
    expect(pending).toMatchObject({ folderId: all, folderPath: '[Gmail]/All Mail', uid: 1 });
    await mail.saveFolderSync(all, {
      uidValidity: 4,
      uidNext: 2,
      highestModseq: '9',
      listedFrom: 1,
      serverMessages: 1,
    });
    const address = await mail.partAddress(pending?.messageId ?? 0);
    expect(address?.places).toEqual([{ folderPath: '[Gmail]/All Mail', uidValidity: 4, uid: 1 }]);
  });

  it('are never where a flag is pushed: it goes to All Mail, once', async () => {
    const world = await openGmail();
    const { mail, all, account, store, scope, id } = world;
    await mail.addArrivals(all, [message(7, ['\\Inbox', 'Work'])]);
    for (const folderId of [all, id('INBOX'), id('Work')]) {
      await mail.saveFolderSync(folderId, {
        uidValidity: 4,
        uidNext: 8,
        highestModseq: null,
        listedFrom: 1,
        serverMessages: 1,
      });
    }
    const [pending] = await mail.pendingBodies(account.id, 1);
    const messageIds = [String(pending?.messageId)];
    await store.intents.create(scope, { kind: 'flag', messageIds, flag: 'seen', value: true });
    const pushes = await store.ports.intents.nextPushes(account.id);
    expect(pushes).toEqual([
      expect.objectContaining({ folderPath: '[Gmail]/All Mail', uids: [7], flag: '\\Seen', value: true }),
    ]);
    expect(await shown(world)).toMatchObject({ INBOX: [1, 0], Work: [1, 0] });
  });

  it('void with All Mail’s UIDs', async () => {
    const world = await openGmail();
    const { mail, all } = world;
    await mail.addArrivals(all, [message(1, ['\\Inbox'])]);
    await mail.resetFolder(all, 2);
    expect(await shown(world)).toEqual({ INBOX: [0, 0] });
    await mail.addKnown(all, [{ uid: 5, flags: [], emailId: 'g1', labels: ['\\Inbox'] }]);
    expect(await shown(world)).toEqual({ INBOX: [1, 1], '[Gmail]/All Mail': [1, 1] });
  });
});

describe('a folder of Gmail', () => {
  it('that was pulled by itself becomes a label without anything leaving a list, or being new', async () => {
    const world = await openGmail(withoutLabels);
    const { mail, all, id, account, show, store } = world;
    await mail.addArrivals(id('INBOX'), [
      message(11, [], { emailId: 'a' }),
      message(12, [], { emailId: 'b' }),
    ]);
    await mail.addArrivals(id('Work'), [message(3, [], { emailId: 'b', messageId: '<m12@example.com>' })]);
    await mail.addArrivals(all, [message(1, [], { emailId: 'a' }), message(2, [], { emailId: 'b' })]);
    await readAllBodies(world, () => 'text');
    const before = await shown(world);
    const messages = async () => (await store.accounts.list(await scopeFor(store)))[0]?.messages;
    expect(await messages()).toBe(2);

    await show(gmail);
    expect(await shown(world)).toEqual(before);
    expect((await mail.places(id('INBOX'))).map(({ uid }) => uid)).toEqual([1, 2]);
    expect((await mail.places(id('Work'))).map(({ uid }) => uid)).toEqual([2]);
    const records = await mail.listFolders(account.id);
    const inbox = records.find(({ role }) => role === 'inbox');
    expect(inbox).toMatchObject({ labelOf: all, label: '\\Inbox', uidValidity: null, listedFrom: null });
    expect(await messages()).toBe(2);
    expect(await mail.countPendingBodies(account.id)).toBe(0);

    await show(gmail);
    expect(await shown(world)).toEqual(before);
  });

  it('that is renamed or deleted as a label leaves its messages where they are', async () => {
    const world = await openGmail();
    const { mail, all, show } = world;
    await mail.addArrivals(all, [message(1, ['Work'])]);
    await show(
      gmail.map((folder) => (folder.path === 'Work' ? { ...listed('Play'), label: 'Play' } : folder)),
    );
    expect(await shown(world)).toEqual({ INBOX: [0, 0], '[Gmail]/All Mail': [1, 1] });
    await mail.saveLabels(all, [{ uid: 1, labels: ['Play'] }]);
    expect(await shown(world)).toEqual({ INBOX: [0, 0], '[Gmail]/All Mail': [1, 1], Play: [1, 1] });
  });

  it('is pulled by itself again when All Mail is no longer shown', async () => {
    const world = await openGmail();
    const { mail, all, account, show, id } = world;
    await mail.addArrivals(all, [message(1, ['\\Inbox'])]);
    await show(withoutLabels.filter(({ role }) => role !== 'all'));
    const records = await mail.listFolders(account.id);
    expect(records.every(({ labelOf, label }) => labelOf === null && label === null)).toBe(true);
    expect(await mail.addArrivals(id('INBOX'), [message(8, [], { emailId: 'g1' })])).toEqual({
      newMessages: 0,
    });
    expect(await shown(world)).toEqual({ INBOX: [1, 1] });
  });
});
