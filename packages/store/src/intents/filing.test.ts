/** Messages that are moved and deleted: what is shown at once, what is pushed, and what is shown of every way it may end. */
import type { MovePush, Push } from '@mailroom/engine/ports/index';
import type { FailureWire, IntentInput } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { arrival, listed, openWorld, type World } from '../testing/world.ts';

async function openFiled(uids: readonly number[] = [1, 2, 3]) {
  const world = await openWorld();
  const { mail } = world.store.ports;
  const folders = await mail.saveFolderList(world.account.id, [
    listed('INBOX', 'inbox'),
    listed('Sent', 'sent'),
    listed('Archive', 'archive'),
    listed('Trash', 'trash'),
    listed('Work'),
  ]);
  for (const folder of folders.slice(0, 5)) {
    await mail.saveFolderSync(folder.id, {
      uidValidity: 1,
      uidNext: 1,
      highestModseq: null,
      listedFrom: 1,
      serverMessages: 0,
    });
  }
  await mail.addArrivals(
    world.inbox.id,
    uids.map((uid) => arrival(uid)),
  );
  const idOf = (path: string) => String(folders.find((folder) => folder.path === path)?.id);
  const ids = new Map<number, string>();
  for (const { id } of (await world.store.conversations.list(world.scope, { limit: 50 })).conversations) {
    const { messages } = await world.store.conversations.read(world.scope, id);
    for (const message of messages) ids.set(Number(message.subject.split(' ')[1]), message.id);
  }
  const named = (...numbers: number[]) => numbers.map((number) => ids.get(number) ?? '');
  return { ...world, idOf, named };
}
type Filed = Awaited<ReturnType<typeof openFiled>>;

const create = ({ store, scope }: World, input: IntentInput) => store.intents.create(scope, input);
const next = ({ store, account }: World) => store.ports.intents.nextPushes(account.id);

/** Subjects that each folder shows, by number; and what its counts say. */
async function screen({ store, scope }: World): Promise<Record<string, number[]>> {
  const shown: Record<string, number[]> = {};
  for (const folder of await store.folders.list(scope)) {
    const { conversations } = await store.conversations.list(scope, { folderId: folder.id, limit: 50 });
    const numbers = conversations.map(({ subject }) => Number(subject.split(' ')[1])).sort();
    expect(folder.messages).toBe(numbers.length);
    if (numbers.length > 0) shown[folder.path] = numbers;
  }
  return shown;
}

const moveOf = (pushes: readonly Push[]): MovePush => {
  const [push] = pushes;
  if (push?.kind !== 'move') throw new Error('No move');
  return push;
};

const refusal: FailureWire = {
  origin: 'provider',
  kind: 'move-refused',
  next: { do: 'nothing' },
  code: 'NOPERM',
  quote: 'Not for you',
  detail: {},
};

/** As the engine begins it: every message of the push has its journal. */
async function begin(world: Filed, push: MovePush): Promise<number[]> {
  return world.store.ports.intents.beginMoves(
    push.messages.map(({ intentId }) => intentId),
    { uidValidity: 1, uidNext: 50 },
  );
}

describe('a move', () => {
  it('is visible at once, and one command for all', async () => {
    const world = await openFiled();
    const cursor = await world.store.changes.latest();
    const messageIds = world.named(1, 2);
    const accepted = await create(world, { kind: 'move', messageIds, folderId: world.idOf('Work') });
    expect(accepted).toMatchObject({ accepted: 2, accountIds: [world.account.id] });
    expect(await screen(world)).toEqual({ INBOX: [3], Work: [1, 2] });
    const told = await world.store.changes.since(cursor, 100, world.scope);
    expect(told.kind === 'changes' && told.changes.map(({ noun }) => noun)).toEqual(
      expect.arrayContaining(['message', 'conversation', 'folder']),
    );
    const push = moveOf(await next(world));
    expect(push).toMatchObject({ folderPath: 'INBOX', uidValidity: 1, targetPath: 'Work' });
    expect(push.messages).toMatchObject([
      { uid: 1, step: { at: 'wanted' }, messageId: '<m1@example.com>', size: 1001 },
      { uid: 2, step: { at: 'wanted' } },
    ]);
  });

  it('has its new UID at once where the server named it, and the next pull doubles nothing', async () => {
    const world = await openFiled();
    await create(world, { kind: 'move', messageIds: world.named(1), folderId: world.idOf('Work') });
    const push = moveOf(await next(world));
    const [id = 0] = await begin(world, push);
    const { intents, mail } = world.store.ports;
    await intents.settleMoved([{ intentId: id, copy: { uidValidity: 1, uid: 50 }, original: 'removed' }]);
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Work: [1] });
    expect(await mail.places(Number(world.idOf('Work')))).toEqual([{ uid: 50, flags: [] }]);
    expect(await mail.places(world.inbox.id)).toHaveLength(2);
    expect(await next(world)).toEqual([]);
    const again = { ...arrival(1), uid: 50 };
    expect(await mail.addArrivals(Number(world.idOf('Work')), [again])).toEqual({ newMessages: 0 });
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Work: [1] });
  });

  it('is shown nowhere where nobody could say where it went, until a pull finds it and knows it again', async () => {
    const world = await openFiled();
    await create(world, { kind: 'move', messageIds: world.named(1), folderId: world.idOf('Work') });
    const [id = 0] = await begin(world, moveOf(await next(world)));
    const { intents, mail } = world.store.ports;
    await intents.settleMoved([{ intentId: id, copy: null, original: 'removed' }]);
    expect(await screen(world)).toEqual({ INBOX: [2, 3] });
    expect(await next(world)).toEqual([]);
    const found = await mail.addArrivals(Number(world.idOf('Work')), [{ ...arrival(1), uid: 77 }]);
    expect(found).toEqual({ newMessages: 0 });
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Work: [1] });
    expect(await mail.places(Number(world.idOf('Work')))).toEqual([{ uid: 77, flags: [] }]);
  });

  it('stays hidden where it was left marked as deleted, whatever the next pull says of it', async () => {
    const world = await openFiled();
    await create(world, { kind: 'move', messageIds: world.named(1), folderId: world.idOf('Work') });
    const [id = 0] = await begin(world, moveOf(await next(world)));
    const { intents, mail } = world.store.ports;
    await intents.settleMoved([{ intentId: id, copy: { uidValidity: 1, uid: 50 }, original: 'marked' }]);
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Work: [1] });
    expect(await mail.places(world.inbox.id)).toContainEqual({ uid: 1, flags: ['\\Deleted'] });
    await mail.saveFlags(world.inbox.id, [{ uid: 1, flags: ['\\Deleted', '\\Seen'] }]);
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Work: [1] });
    await mail.saveFlags(world.inbox.id, [{ uid: 1, flags: [] }]);
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3], Work: [1] });
  });

  it('whose original is left marked is told once, and settled by whoever removes or unmarks it', async () => {
    const world = await openFiled();
    const { store, scope, account } = world;
    const { intents, mail } = store.ports;
    await create(world, { kind: 'delete', messageIds: world.named(1, 2, 3) });
    const [push] = await next(world);
    await intents.settleGone(push?.kind === 'delete' ? push.intentIds : [], 'marked');
    expect(await screen(world)).toEqual({});
    const told = await store.intents.refused(scope);
    expect(told).toMatchObject([
      { kind: 'delete', failure: { kind: 'left-marked', next: { do: 'nothing' } } },
    ]);
    await store.intents.dismiss(
      scope,
      told.map(({ id }) => id),
    );
    expect(await store.intents.refused(scope)).toEqual([]);
    expect(await next(world)).toEqual([]);

    const left = async () => (await intents.markedPushes(account.id)).flatMap(({ uids }) => uids);
    expect(await left()).toEqual([1, 2, 3]);
    await mail.removePlaces(world.inbox.id, [1]);
    await mail.saveFlags(world.inbox.id, [{ uid: 2, flags: ['\\Seen'] }]);
    expect(await left()).toEqual([3]);
    expect(await screen(world)).toEqual({ INBOX: [2] });
    const [marked] = await intents.markedPushes(account.id);
    expect(marked).toMatchObject({ kind: 'delete', folderPath: 'INBOX', uidValidity: 1 });
    await intents.settleGone(marked?.intentIds ?? [], 'removed');
    expect(await left()).toEqual([]);
    expect(await mail.places(world.inbox.id)).toEqual([{ uid: 2, flags: ['\\Seen'] }]);
  });

  it('holds against a pull that still finds the message where it was', async () => {
    const world = await openFiled();
    await create(world, { kind: 'move', messageIds: world.named(1), folderId: world.idOf('Work') });
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    await mail.saveFlags(world.inbox.id, [{ uid: 1, flags: ['\\Flagged'] }]);
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Work: [1] });
    await mail.resetFolder(world.inbox.id, 2);
    expect(await screen(world)).toEqual({ Work: [1] });
    await mail.addArrivals(world.inbox.id, [{ ...arrival(1), uid: 9 }]);
    expect(await screen(world)).toEqual({ Work: [1] });
    expect(moveOf(await next(world)).messages).toMatchObject([{ uid: 9 }]);
  });

  it('is settled without a command when another client has moved the message meanwhile', async () => {
    const world = await openFiled();
    await create(world, { kind: 'move', messageIds: world.named(1), folderId: world.idOf('Work') });
    const { mail } = world.store.ports;
    await mail.addArrivals(world.archive.id, [{ ...arrival(1), uid: 4 }]);
    await mail.removePlaces(world.inbox.id, [1]);
    expect(await next(world)).toEqual([]);
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Archive: [1] });
  });

  it('undone before it was begun sends nothing', async () => {
    const world = await openFiled();
    const { undo } = await create(world, { kind: 'archive', messageIds: world.named(1, 2) });
    expect(await screen(world)).toEqual({ INBOX: [3], Archive: [1, 2] });
    for (const input of undo) await create(world, input);
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3] });
    expect(await next(world)).toEqual([]);
  });

  it('undone after it was begun is moved back afterwards', async () => {
    const world = await openFiled();
    const { undo } = await create(world, { kind: 'archive', messageIds: world.named(1) });
    const [id = 0] = await begin(world, moveOf(await next(world)));
    for (const input of undo) await create(world, input);
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3] });
    expect(moveOf(await next(world)).messages).toMatchObject([{ intentId: id, step: { at: 'copying' } }]);
    const { intents } = world.store.ports;
    await intents.settleMoved([{ intentId: id, copy: { uidValidity: 1, uid: 50 }, original: 'removed' }]);
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3] });
    const back = moveOf(await next(world));
    expect(back).toMatchObject({ folderPath: 'Archive', targetPath: 'INBOX', messages: [{ uid: 50 }] });
    const [backId = 0] = await begin(world, back);
    await intents.settleMoved([{ intentId: backId, copy: { uidValidity: 1, uid: 8 }, original: 'removed' }]);
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3] });
    expect(await next(world)).toEqual([]);
  });

  it('led on before it was begun goes straight to the last folder', async () => {
    const world = await openFiled();
    const messageIds = world.named(1);
    await create(world, { kind: 'move', messageIds, folderId: world.idOf('Work') });
    await create(world, { kind: 'trash', messageIds });
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Trash: [1] });
    expect(await next(world)).toMatchObject([{ folderPath: 'INBOX', targetPath: 'Trash' }]);
  });

  it('that the server refuses is undone on the screen, and told with its words', async () => {
    const world = await openFiled();
    await create(world, { kind: 'trash', messageIds: world.named(1) });
    const [id = 0] = await begin(world, moveOf(await next(world)));
    const cursor = await world.store.changes.latest();
    await world.store.ports.intents.giveUp([id], refusal);
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3] });
    const told = await world.store.changes.since(cursor, 100, world.scope);
    expect(told.kind === 'changes' && told.changes.map(({ noun }) => noun)).toContain('intent');
    const refused = await world.store.intents.refused(world.scope);
    expect(refused).toMatchObject([
      { id: String(id), kind: 'move', subject: 'Subject 1', folderId: world.idOf('Trash'), failure: refusal },
    ]);
    await world.store.intents.retry(world.scope, [String(id)]);
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Trash: [1] });
    expect(await world.store.intents.refused(world.scope)).toEqual([]);
    await world.store.ports.intents.giveUp([id], refusal);
    await world.store.intents.dismiss(world.scope, [String(id)]);
    expect(await world.store.intents.refused(world.scope)).toEqual([]);
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3] });
  });

  it('whose original the server kept shows the message in both folders', async () => {
    const world = await openFiled();
    await create(world, { kind: 'trash', messageIds: world.named(1) });
    const [id = 0] = await begin(world, moveOf(await next(world)));
    const { intents } = world.store.ports;
    await intents.saveCopies([{ intentId: id, copy: { uidValidity: 1, uid: 50 } }]);
    expect(moveOf(await next(world)).messages).toMatchObject([{ step: { at: 'copied', copy: { uid: 50 } } }]);
    await intents.giveUp([id], { ...refusal, kind: 'original-kept' });
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3], Trash: [1] });
  });

  it('is given up only after the server has put it off several times', async () => {
    const world = await openFiled();
    await create(world, { kind: 'trash', messageIds: world.named(1) });
    const [id = 0] = await begin(world, moveOf(await next(world)));
    const { intents } = world.store.ports;
    for (let time = 1; time < 5; time += 1) await intents.postpone([id], refusal);
    expect(await screen(world)).toEqual({ INBOX: [2, 3], Trash: [1] });
    await intents.postpone([id], refusal);
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3] });
  });

  it('is not begun once it was taken back', async () => {
    const world = await openFiled();
    const { undo } = await create(world, { kind: 'trash', messageIds: world.named(1) });
    const push = moveOf(await next(world));
    for (const input of undo) await create(world, input);
    expect(await begin(world, push)).toEqual([]);
  });

  it('waits for the flag before it, and the flag after it for the move', async () => {
    const world = await openFiled();
    const messageIds = world.named(1);
    await create(world, { kind: 'flag', messageIds, flag: 'seen', value: true });
    await create(world, { kind: 'trash', messageIds });
    await create(world, { kind: 'flag', messageIds, flag: 'flagged', value: true });
    const { intents } = world.store.ports;
    const [first] = await next(world);
    expect(first).toMatchObject({ kind: 'flag', flag: '\\Seen', folderPath: 'INBOX' });
    await intents.settle(first?.kind === 'flag' ? first.intentIds : []);
    const [id = 0] = await begin(world, moveOf(await next(world)));
    await intents.settleMoved([{ intentId: id, copy: { uidValidity: 1, uid: 50 }, original: 'removed' }]);
    const [last] = await next(world);
    expect(last).toMatchObject({ kind: 'flag', flag: '\\Flagged', folderPath: 'Trash', uids: [50] });
    const { flags } = await world.store.messages.read(world.scope, messageIds[0] ?? '');
    expect(flags).toEqual(['seen', 'flagged']);
  });

  it('stays out of folders of others, and of other accounts', async () => {
    const world = await openFiled();
    const stranger = await world.store.scopeOf({ id: 'eve', role: 'administrator' });
    const input: IntentInput = { kind: 'trash', messageIds: world.named(1) };
    await expect(world.store.intents.create(stranger, input)).rejects.toMatchObject({ kind: 'not-found' });
    const folderId = '99999';
    await expect(create(world, { ...input, kind: 'move', folderId })).rejects.toMatchObject({
      kind: 'not-found',
      detail: { noun: 'folder' },
    });
    await expect(create(world, { ...input, kind: 'junk' })).rejects.toMatchObject({
      kind: 'folder-gone',
      detail: { role: 'junk', accountId: world.account.id },
    });
  });
});

describe('deleting for ever', () => {
  it('hides the message at once, and forgets it when the server has removed it', async () => {
    const world = await openFiled();
    const { accepted, undo } = await create(world, { kind: 'delete', messageIds: world.named(1, 2) });
    expect([accepted, undo]).toEqual([2, []]);
    expect(await screen(world)).toEqual({ INBOX: [3] });
    const [push] = await next(world);
    expect(push).toMatchObject({ kind: 'delete', folderPath: 'INBOX', uids: [1, 2] });
    const { intents, mail } = world.store.ports;
    world.clock.advance(1000);
    await mail.forgetOrphans(world.account.id, world.clock.now());
    expect(await mail.places(world.inbox.id)).toHaveLength(3);
    await intents.settleGone(push?.kind === 'delete' ? push.intentIds : [], 'removed');
    expect(await mail.places(world.inbox.id)).toHaveLength(1);
    await mail.forgetOrphans(world.account.id, world.clock.now());
    await expect(world.store.messages.read(world.scope, world.named(1)[0] ?? '')).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('that is refused shows the message again', async () => {
    const world = await openFiled();
    await create(world, { kind: 'delete', messageIds: world.named(1) });
    const [push] = await next(world);
    await world.store.ports.intents.giveUp(push?.kind === 'delete' ? push.intentIds : [], refusal);
    expect(await screen(world)).toEqual({ INBOX: [1, 2, 3] });
  });
});
