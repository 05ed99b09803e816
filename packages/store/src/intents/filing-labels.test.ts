/** Moving at Gmail: labels are given and taken away, and only what leaves All Mail moves. */
import type { ListedFolder, Push } from '@mailroom/engine/ports/index';
import type { IntentInput } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { arrival, listed, openWorld } from '../testing/world.ts';

const folders: ListedFolder[] = [
  { ...listed('INBOX', 'inbox'), label: '\\Inbox' },
  { ...listed('[Gmail]/All Mail', 'all'), label: null },
  { ...listed('[Gmail]/Trash', 'trash'), label: null },
  { ...listed('Work'), label: 'Work' },
];

/** Message 1 in the inbox and labelled Work, message 2 archived. */
async function openGmail() {
  const world = await openWorld();
  const { mail, intents } = world.store.ports;
  const records = await mail.saveFolderList(world.account.id, folders);
  const id = (path: string) => records.find((record) => record.path === path)?.id ?? 0;
  for (const path of ['[Gmail]/All Mail', '[Gmail]/Trash']) {
    await mail.saveFolderSync(id(path), {
      uidValidity: 4,
      uidNext: 3,
      highestModseq: null,
      listedFrom: 1,
      serverMessages: 2,
    });
  }
  const labelled = (uid: number, labels: string[]) =>
    arrival(uid, { emailId: `g${uid}`, threadId: `t${uid}`, labels });
  await mail.addArrivals(id('[Gmail]/All Mail'), [labelled(1, ['\\Inbox', 'Work']), labelled(2, [])]);
  const messageIds = new Map<string, string>();
  for (const pending of await mail.pendingBodies(world.account.id, 10)) {
    messageIds.set(String(pending.uid), String(pending.messageId));
  }
  const file = (kind: 'archive' | 'trash' | 'delete', from?: string) =>
    world.store.intents.create(world.scope, {
      kind,
      messageIds: [messageIds.get('1') ?? ''],
      ...(from === undefined ? {} : { fromFolderId: String(id(from)) }),
    });
  const move = (to: string, from?: string, uid = 1) =>
    world.store.intents.create(world.scope, {
      kind: 'move',
      messageIds: [messageIds.get(String(uid)) ?? ''],
      folderId: String(id(to)),
      ...(from === undefined ? {} : { fromFolderId: String(id(from)) }),
    });
  const shown = async () =>
    Object.fromEntries(
      (await world.store.folders.list(world.scope))
        .filter(({ messages }) => messages > 0)
        .map(({ path, messages }) => [path, messages]),
    );
  const next = () => intents.nextPushes(world.account.id);
  return { ...world, mail, intents, id, file, move, shown, next };
}

const idsOf = (push: Push | undefined) =>
  push === undefined
    ? []
    : push.kind === 'move'
      ? push.messages.map(({ intentId }) => intentId)
      : push.intentIds;

describe('at Gmail', () => {
  it('archiving takes the inbox’s label away, and every other stays', async () => {
    const { file, shown, next, intents } = await openGmail();
    await file('archive');
    expect(await shown()).toEqual({ '[Gmail]/All Mail': 2, Work: 1 });
    const [push, ...others] = await next();
    expect(others).toEqual([]);
    expect(push).toMatchObject({
      kind: 'label',
      folderPath: '[Gmail]/All Mail',
      uidValidity: 4,
      uids: [1],
      add: [],
      remove: ['\\Inbox'],
    });
    await intents.settle(idsOf(push));
    expect(await shown()).toEqual({ '[Gmail]/All Mail': 2, Work: 1 });
    expect(await next()).toEqual([]);
  });

  it('moving between labels gives one and takes the other, and undoing it at once sends nothing', async () => {
    const { move, shown, next, store, scope, intents, mail, id } = await openGmail();
    const { undo } = await move('Work', undefined, 2);
    expect(await shown()).toEqual({ INBOX: 1, '[Gmail]/All Mail': 2, Work: 2 });
    for (const input of undo) await store.intents.create(scope, input);
    expect(await shown()).toEqual({ INBOX: 1, '[Gmail]/All Mail': 2, Work: 1 });
    expect(await next()).toEqual([]);
    await move('Work', undefined, 2);
    const [push] = await next();
    expect(push).toMatchObject({ kind: 'label', uids: [2], add: ['Work'], remove: [] });
    await intents.settle(idsOf(push));
    await mail.saveLabels(id('[Gmail]/All Mail'), [{ uid: 2, labels: ['Work'] }]);
    expect(await shown()).toEqual({ INBOX: 1, '[Gmail]/All Mail': 2, Work: 2 });
  });

  it('throwing away moves the message itself, once, out of every label', async () => {
    const { file, shown, next, intents } = await openGmail();
    await file('trash', 'INBOX');
    expect(await shown()).toEqual({ '[Gmail]/All Mail': 1, '[Gmail]/Trash': 1 });
    const pushes = await next();
    expect(pushes).toMatchObject([
      { kind: 'move', folderPath: '[Gmail]/All Mail', targetPath: '[Gmail]/Trash', messages: [{ uid: 1 }] },
    ]);
    const [intentId = 0] = await intents.beginMoves(idsOf(pushes[0]), { uidValidity: 4, uidNext: 9 });
    await intents.settleMoved([{ intentId, copy: { uidValidity: 4, uid: 9 }, original: 'removed' }]);
    expect(await shown()).toEqual({ '[Gmail]/All Mail': 1, '[Gmail]/Trash': 1 });
  });

  it('deleting for ever goes by way of the trash, where deleting means deleting', async () => {
    const { file, shown, next, intents } = await openGmail();
    await file('delete');
    expect(await shown()).toEqual({ '[Gmail]/All Mail': 1 });
    const first = await next();
    expect(first).toMatchObject([{ kind: 'move', targetPath: '[Gmail]/Trash' }]);
    const [intentId = 0] = await intents.beginMoves(idsOf(first[0]), { uidValidity: 4, uidNext: 9 });
    await intents.settleMoved([{ intentId, copy: { uidValidity: 4, uid: 9 }, original: 'removed' }]);
    expect(await shown()).toEqual({ '[Gmail]/All Mail': 1 });
    const second = await next();
    expect(second).toMatchObject([{ kind: 'delete', folderPath: '[Gmail]/Trash', uids: [9] }]);
    await intents.settleGone(idsOf(second[0]), 'removed');
    expect(await shown()).toEqual({ '[Gmail]/All Mail': 1 });
    expect(await next()).toEqual([]);
  });

  it('what was thrown away comes back with all its labels: nothing is sent at once, and after it was begun in order', async () => {
    const { file, shown, next, intents, store, scope } = await openGmail();
    const before = await shown();
    const takeBack = async (undo: IntentInput[]) => {
      for (const input of undo) await store.intents.create(scope, input);
    };
    await takeBack((await file('trash', 'INBOX')).undo);
    expect(await shown()).toEqual(before);
    expect(await next()).toEqual([]);

    const { undo } = await file('trash', 'INBOX');
    const [intentId = 0] = await intents.beginMoves(idsOf((await next())[0]), { uidValidity: 4, uidNext: 9 });
    await takeBack(undo);
    expect(await shown()).toEqual(before);
    await intents.settleMoved([{ intentId, copy: { uidValidity: 4, uid: 9 }, original: 'removed' }]);
    expect(await shown()).toEqual(before);
    const [back, ...others] = await next();
    expect(others).toEqual([]);
    expect(back).toMatchObject({
      kind: 'move',
      folderPath: '[Gmail]/Trash',
      targetPath: '[Gmail]/All Mail',
      messages: [{ uid: 9 }],
    });
    const [backId = 0] = await intents.beginMoves(idsOf(back), { uidValidity: 4, uidNext: 7 });
    await intents.settleMoved([{ intentId: backId, copy: { uidValidity: 4, uid: 7 }, original: 'removed' }]);
    expect(await shown()).toEqual(before);
    const labels = await next();
    expect(labels).toMatchObject([
      { kind: 'label', folderPath: '[Gmail]/All Mail', uids: [7], add: ['\\Inbox'], remove: [] },
      { kind: 'label', folderPath: '[Gmail]/All Mail', uids: [7], add: ['Work'], remove: [] },
    ]);
    for (const push of labels) await intents.settle(idsOf(push));
    expect(await shown()).toEqual(before);
    expect(await next()).toEqual([]);
  });

  it('moving from the trash to a label goes by way of All Mail, whose UIDs the label shows', async () => {
    const { file, move, shown, next, intents } = await openGmail();
    await file('trash', 'INBOX');
    const [intentId = 0] = await intents.beginMoves(idsOf((await next())[0]), { uidValidity: 4, uidNext: 9 });
    await intents.settleMoved([{ intentId, copy: { uidValidity: 4, uid: 9 }, original: 'removed' }]);
    await move('Work', '[Gmail]/Trash');
    const restored = { '[Gmail]/All Mail': 2, Work: 1 };
    expect(await shown()).toEqual(restored);
    const back = await next();
    expect(back).toMatchObject([{ kind: 'move', targetPath: '[Gmail]/All Mail' }]);
    const [backId = 0] = await intents.beginMoves(idsOf(back[0]), { uidValidity: 4, uidNext: 7 });
    await intents.settleMoved([{ intentId: backId, copy: { uidValidity: 4, uid: 7 }, original: 'removed' }]);
    expect(await next()).toMatchObject([{ kind: 'label', uids: [7], add: ['Work'], remove: [] }]);
    expect(await shown()).toEqual(restored);
  });
});
