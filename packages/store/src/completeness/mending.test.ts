import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { differingRows, dumpMail } from '../testing/dump.ts';
import { arrival, openWorld, readAllBodies, temporaryDirectory, type World } from '../testing/world.ts';

interface Tampered extends World {
  raw: DatabaseSync;
  index: DatabaseSync;
}

/** An inbox of 30 read messages in 20 conversations, and a second account, which nobody touches. */
async function filled(): Promise<Tampered> {
  const dataDir = await temporaryDirectory();
  const file = join(dataDir, 'mailroom.sqlite');
  const world = await openWorld({ file, dataDir });
  const { mail } = world.store.ports;
  const answers = (uid: number) => (uid > 20 ? { references: [`<m${uid - 20}@example.com>`] } : {});
  const arrivals = Array.from({ length: 30 }, (_, at) =>
    arrival(at + 1, { flags: at % 2 === 0 ? ['\\Seen'] : [], ...answers(at + 1) }),
  );
  await mail.addArrivals(world.inbox.id, arrivals);
  await readAllBodies(world, (id) => `text of ${id}`);
  const raw = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  const index = new DatabaseSync(join(dataDir, 'mailroom.search-1.sqlite'));
  onTestFinished(() => {
    raw.close();
    index.close();
  });
  return { ...world, raw, index };
}

const mends = async ({ store, account }: World) => ({
  ...(await store.ports.completeness.mendPlaces(account.id)),
  ...(await store.ports.completeness.mendStore(account.id)),
});

const ids = ({ raw }: Tampered, where: string) =>
  raw
    .prepare(`select id from messages where ${where} order by id`)
    .all()
    .map(({ id }) => Number(id));

describe('the mending of a store', () => {
  it('touches nothing where everything adds up', async () => {
    const world = await filled();
    const before = dumpMail(world.raw);
    const changes = world.raw.prepare('select count(*) as count from changes').get();
    expect(await mends(world)).toEqual({});
    expect(differingRows(before, dumpMail(world.raw))).toEqual([]);
    expect(world.raw.prepare('select count(*) as count from changes').get()).toEqual(changes);
  });

  it('brings back counts and conversations to what their messages tell', async () => {
    const world = await filled();
    const before = dumpMail(world.raw);
    world.raw.exec(`update folders set messages = 7, unread = 40 where path = 'INBOX'`);
    world.raw.exec(`update folders set messages = 1 where path = 'Sent'`);
    world.raw.exec("update conversations set unread = 9, snippet = 'other' where id % 4 = 0");
    const conversations = world.raw
      .prepare('select count(*) as count from conversations where id % 4 = 0')
      .get();
    expect(await mends(world)).toEqual({ 'folder-counts': 2, conversations: conversations?.count });
    expect(differingRows(before, dumpMail(world.raw))).toEqual([]);
  });

  it('makes a conversation again that its messages name', async () => {
    const world = await filled();
    const before = dumpMail(world.raw);
    world.raw.exec(
      'delete from conversations where id in (select id from conversations order by id limit 3)',
    );
    expect(await mends(world)).toEqual({ conversations: 3 });
    expect(differingRows(before, dumpMail(world.raw))).toEqual([]);
  });

  it('has texts fetched again that are not there, and no others', async () => {
    const world = await filled();
    const lost = ids(world, 'id % 3 = 0');
    world.raw.exec('delete from bodies where message_id % 3 = 0');
    expect(await mends(world)).toEqual({ texts: lost.length });
    const pending = await world.store.ports.mail.pendingBodies(world.account.id, 100);
    expect(pending.map(({ messageId }) => messageId).sort((a, b) => a - b)).toEqual(lost);
  });

  it('tells search again of messages that it does not know', async () => {
    const world = await filled();
    const lost = ids(world, '1 = 1').slice(4, 9);
    for (const id of lost) world.index.prepare('delete from search where rowid = ?').run(id);
    const found = async (words: string) =>
      (await world.store.conversations.list(world.scope, { words, limit: 50 })).conversations.length;
    expect(await found(`${lost[0]}`)).toBe(0);
    expect(await mends(world)).toEqual({ words: 5 });
    expect(await found(`${lost[0]}`)).toBe(1);
    expect(await found('subject')).toBe(20);
  });

  it('removes entries that lead to no message, and sums anew what has a sum of its own', async () => {
    const world = await filled();
    const [first = 0, second = 0] = ids(world, '1 = 1');
    world.raw.exec(`delete from messages where id = ${first}`);
    world.raw.exec(`update places set mark = 1 where message_id = ${second}`);
    expect(await mends(world)).toMatchObject({ places: 2 });
    expect(world.raw.prepare('select count(*) as count from places').get()).toEqual({ count: 29 });
    expect(await world.store.ports.completeness.mendPlaces(world.account.id)).toEqual({});
  });

  it('hides what no folder holds, shows what one does, and tells the flags of the folder', async () => {
    const world = await filled();
    const before = dumpMail(world.raw);
    const [first = 0, second = 0, third = 0] = ids(world, '1 = 1');
    world.raw.exec(`update messages set orphaned_at = 5 where id = ${first}`);
    world.raw.exec(`update messages set flagged = 1 where id = ${second}`);
    world.raw.exec(`delete from places where message_id = ${third}`);
    expect(await mends(world)).toMatchObject({ messages: 3 });
    const hidden = ids(world, 'orphaned_at is not null');
    expect(hidden).toEqual([third]);
    const differing = differingRows(before, dumpMail(world.raw)).map((key) => key.split(' ')[0]);
    expect(new Set(differing)).toEqual(new Set(['conversations', 'folders', 'messages', 'places']));
    expect(await mends(world)).toEqual({});
  });

  it('leaves alone what a person has asked for and is on its way', async () => {
    const world = await filled();
    const [first = 0, second = 0] = ids(world, '1 = 1');
    const flagged = { kind: 'flag', flag: 'flagged', value: true, messageIds: [String(first)] } as const;
    await world.store.intents.create(world.scope, { ...flagged, messageIds: [...flagged.messageIds] });
    await world.store.intents.create(world.scope, {
      kind: 'move',
      messageIds: [String(second)],
      folderId: String(world.archive.id),
    });
    const before = dumpMail(world.raw);
    expect(await mends(world)).toEqual({});
    expect(differingRows(before, dumpMail(world.raw))).toEqual([]);
  });
});
