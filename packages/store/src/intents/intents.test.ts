import type { Push } from '@mailroom/engine/ports/index';
import type { FailureWire } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { arrival, openWorld, type World } from '../testing/world.ts';

async function ids({ store, scope }: World): Promise<string[]> {
  const { conversations } = await store.conversations.list(scope, { limit: 50 });
  const details = await Promise.all(conversations.map(({ id }) => store.conversations.read(scope, id)));
  return details.flatMap(({ messages }) => messages.map(({ id }) => id));
}

const mark = ({ store, scope }: World, messageIds: string[], value = true) =>
  store.intents.create(scope, { kind: 'flag', messageIds, flag: 'seen', value });

const unread = async ({ store, scope }: World) => {
  const folders = await store.folders.list(scope);
  return Object.fromEntries(folders.map((folder) => [folder.path, folder.unread]));
};

const idsOf = (push: Push | undefined) => (push === undefined || push.kind === 'move' ? [] : push.intentIds);

const refusal: FailureWire = {
  origin: 'provider',
  kind: 'protocol-error',
  next: { do: 'nothing' },
  code: 'CANNOT',
  quote: null,
  detail: {},
};

describe('intents', () => {
  it('are visible at once, wait to be pushed as one UID STORE per folder, and then are the truth', async () => {
    const world = await openWorld();
    const { mail, intents } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1), arrival(2), arrival(3)]);
    const cursor = await world.store.changes.latest();
    expect(await mark(world, await ids(world))).toEqual({
      accepted: 3,
      accountIds: [world.account.id],
      undo: [],
    });
    expect(await unread(world)).toMatchObject({ INBOX: 0 });
    const told = await world.store.changes.since(cursor, 100, world.scope);
    expect(told.kind === 'changes' && told.changes.map(({ noun }) => noun)).toEqual(
      expect.arrayContaining(['message', 'conversation', 'folder']),
    );

    const pushes = await intents.nextPushes(world.account.id);
    expect(pushes).toEqual([
      {
        kind: 'flag',
        intentIds: [expect.any(Number), expect.any(Number), expect.any(Number)],
        folderPath: 'INBOX',
        uidValidity: 1,
        uids: [1, 2, 3],
        flag: '\\Seen',
        value: true,
      },
    ]);
    expect(await intents.nextPushes(world.account.id)).toEqual(pushes);
    await intents.settle(idsOf(pushes[0]));
    expect(await intents.nextPushes(world.account.id)).toEqual([]);
    expect(await unread(world)).toMatchObject({ INBOX: 0 });
    expect(await mail.places(world.inbox.id)).toContainEqual({ uid: 2, flags: ['\\Seen'] });
  });

  it('win over what the server still says until they are settled', async () => {
    const world = await openWorld();
    const { mail, intents } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    await mark(world, await ids(world));
    await mail.saveFlags(world.inbox.id, [{ uid: 1, flags: ['\\Answered'] }]);
    expect(await unread(world)).toMatchObject({ INBOX: 0 });
    const [push] = await intents.nextPushes(world.account.id);
    await intents.settle(idsOf(push));
    await mail.saveFlags(world.inbox.id, [{ uid: 1, flags: ['\\Answered'] }]);
    expect(await unread(world)).toMatchObject({ INBOX: 1 });
  });

  it('say what is wanted of one flag: what another client did to the others meanwhile stays', async () => {
    const world = await openWorld();
    const { mail, intents } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [{ ...arrival(1), flags: ['\\Answered'] }, arrival(2)]);
    await mark(world, await ids(world));
    await mail.saveFlags(world.inbox.id, [
      { uid: 1, flags: ['$Label1', '\\Flagged'] },
      { uid: 2, flags: ['\\Seen'] },
    ]);
    const [push, ...others] = await intents.nextPushes(world.account.id);
    expect(others).toEqual([]);
    expect(push).toMatchObject({ kind: 'flag', uids: [1], flag: '\\Seen', value: true });
    await mail.saveFlags(world.inbox.id, [{ uid: 1, flags: ['$Label1'] }]);
    await intents.settle(idsOf(push));
    expect(await mail.places(world.inbox.id)).toEqual([
      { uid: 1, flags: ['$Label1', '\\Seen'] },
      { uid: 2, flags: ['\\Seen'] },
    ]);
    expect(await intents.nextPushes(world.account.id)).toEqual([]);
  });

  it('that the server refuses for good give way to what it says', async () => {
    const world = await openWorld();
    const { mail, intents } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    await mark(world, await ids(world));
    const [push] = await intents.nextPushes(world.account.id);
    await intents.giveUp(idsOf(push), refusal);
    expect(await unread(world)).toMatchObject({ INBOX: 1 });
    expect(await intents.nextPushes(world.account.id)).toEqual([]);
  });

  it('taken back before they were pushed send nothing', async () => {
    const world = await openWorld();
    const { mail, intents } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    const all = await ids(world);
    await mark(world, all, true);
    await mark(world, all, false);
    expect(await intents.nextPushes(world.account.id)).toEqual([]);
    expect(await unread(world)).toMatchObject({ INBOX: 1 });
  });

  it('taken back after they may have been sent are sent, whatever the stored flags say', async () => {
    const world = await openWorld();
    const { mail, intents } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    const all = await ids(world);
    await mark(world, all, true);
    await intents.nextPushes(world.account.id);
    await mark(world, all, false);
    expect(await intents.nextPushes(world.account.id)).toMatchObject([{ value: false, uids: [1] }]);
  });

  it('are pushed to every folder that holds the message, and settled one by one', async () => {
    const world = await openWorld();
    const { mail, intents } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    await mail.addArrivals(world.archive.id, [{ ...arrival(1), uid: 8 }]);
    await mark(world, await ids(world));
    expect(await unread(world)).toMatchObject({ INBOX: 0, Archive: 0 });
    const pushes = await intents.nextPushes(world.account.id);
    expect(pushes.map(({ folderPath }) => folderPath).sort()).toEqual(['Archive', 'INBOX']);
    await intents.settle(idsOf(pushes[0]));
    const left = await intents.nextPushes(world.account.id);
    expect(left.map(({ folderPath }) => folderPath)).toEqual([pushes[1]?.folderPath]);
  });

  it('pass over messages of others, and refuse when there is nothing else', async () => {
    const world = await openWorld();
    await world.store.ports.mail.addArrivals(world.inbox.id, [arrival(1)]);
    const all = await ids(world);
    const stranger = await world.store.scopeOf({ id: 'eve', role: 'administrator' });
    const input = { kind: 'flag', messageIds: all, flag: 'seen', value: true } as const;
    const asked = { ...input, messageIds: [...all, '12345', 'x'] };
    await expect(world.store.intents.create(stranger, asked)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await world.store.intents.create(world.scope, asked)).toMatchObject({ accepted: 1 });
  });
});
