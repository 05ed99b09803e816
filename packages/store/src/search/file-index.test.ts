import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../index.ts';
import {
  addAccount,
  arrival,
  openWorld,
  readAllBodies,
  secretKey,
  silent,
  TestClock,
  temporaryDirectory,
  type World,
} from '../testing/world.ts';
import { IndexWriter } from './index-writer.ts';
import { createSearchFile } from './search-file.ts';

const messages = 450;

/** A store on disk with some hundred messages that were read, closed again: what a server that stopped leaves behind. */
async function filledDirectory(): Promise<{ dataDir: string; file: string; index: string }> {
  const dataDir = await temporaryDirectory();
  const file = join(dataDir, 'mailroom.sqlite');
  const store = await openStore({ file, dataDir, secretKey, clock: new TestClock(), log: silent });
  const world = await addAccount(store, 'ada', 'ada');
  const arrivals = Array.from({ length: messages }, (_, at) => arrival(at + 1, { subject: `Topic ${at}` }));
  await store.ports.mail.addArrivals(world.inbox.id, arrivals);
  await readAllBodies({ store, ...world }, (id) => `body${id}`);
  await store.close();
  return { dataDir, file, index: join(dataDir, 'mailroom.search-1.sqlite') };
}

async function reopen({ dataDir, file }: { dataDir: string; file: string }) {
  const store = await openStore({ file, dataDir, secretKey, clock: new TestClock(), log: silent });
  onTestFinished(() => store.close());
  return { store, scope: await store.scopeOf({ id: 'ada', role: 'member' }) };
}

async function found({ store, scope }: Pick<World, 'store' | 'scope'>, words: string) {
  const { conversations, complete } = await store.conversations.list(scope, { words, limit: 200 });
  return { count: conversations.length, complete };
}

function newestMessage(file: string): number {
  const main = new DatabaseSync(file, { readOnly: true });
  const row = main.prepare('select max(id) as id from messages').get();
  main.close();
  return Number(row?.id);
}

const indexFiles = (dataDir: string) =>
  readdirSync(dataDir).filter((name) => /^mailroom\.search-.*\.sqlite$/.test(name));

describe('the search index', () => {
  it('is a file of its own that only this user can read', async () => {
    const { index, dataDir } = await filledDirectory();
    expect(statSync(index).mode & 0o777).toBe(0o600);
    expect(indexFiles(dataDir)).toEqual(['mailroom.search-1.sqlite']);
  });

  it('finds what was stored as read, and says when not everything was read', async () => {
    const dataDir = await temporaryDirectory();
    const world = await openWorld({ file: join(dataDir, 'mailroom.sqlite'), dataDir });
    await world.store.ports.mail.addArrivals(world.inbox.id, [
      arrival(1, { subject: 'Rapport' }),
      arrival(2),
    ]);
    expect(await found(world, 'rapport')).toEqual({ count: 0, complete: false });
    await readAllBodies(world, () => 'Grüße');
    expect(await found(world, 'rapport grusse')).toEqual({ count: 1, complete: true });
  });

  it('finds an unreadable message by its header', async () => {
    const dataDir = await temporaryDirectory();
    const world = await openWorld({ file: join(dataDir, 'mailroom.sqlite'), dataDir });
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1, { subject: 'Rapport' })]);
    const [pending] = await mail.pendingBodies(world.account.id, 1);
    const { messageId = 0, header = '' } = pending ?? {};
    expect(header).toContain('Rapport');
    await mail.saveBodies([{ messageId, state: 'unreadable', reason: 'odd', words: header.toLowerCase() }]);
    expect(await found(world, 'rapport')).toEqual({ count: 1, complete: true });
  });

  const page = 4096;
  const overwrite = (index: string, from: number, to: number) => {
    const file = openSync(index, 'r+');
    writeSync(file, Buffer.alloc(to - from, 0x5a), 0, to - from, from);
    closeSync(file);
  };

  it.each<[string, (index: string) => void]>([
    ['is missing', (index) => rmSync(index)],
    ['is empty', (index) => truncateSync(index)],
    ['is another file', (index) => writeFileSync(index, 'not a database')],
    ['was cut off', (index) => truncateSync(index, page * 3)],
    ['has a damaged schema', (index) => overwrite(index, 100, page)],
    ['is damaged where it is not read at first', (index) => overwrite(index, page * 2, statSync(index).size)],
    ['is older than the mail', (index) => createSearchFile(index, true)],
    [
      'is of a newer version',
      (index) => {
        const database = new DatabaseSync(index);
        database.exec('pragma user_version = 99');
        database.close();
      },
    ],
  ])(
    'that %s is built anew from the bodies, and says meanwhile that it is not complete',
    async (_, damage) => {
      const world = await filledDirectory();
      damage(world.index);
      const opened = await reopen(world);
      expect((await found(opened, 'topic')).complete).toBe(false);
      await opened.store.search.mend();
      await vi.waitFor(async () => {
        expect(await found(opened, 'topic')).toEqual({ count: 200, complete: true });
      }, 10_000);
      expect(await found(opened, `topic body${newestMessage(world.file)}`)).toEqual({
        count: 1,
        complete: true,
      });
      expect(indexFiles(world.dataDir)).toEqual(['mailroom.search-2.sqlite']);
      expect(existsSync(world.index)).toBe(false);
    },
  );

  it('of another database is not taken for its own', async () => {
    const world = await filledDirectory();
    const main = new DatabaseSync(world.file);
    main.exec("delete from settings where name = 'search.file'");
    main.close();
    const opened = await reopen(world);
    expect((await found(opened, 'topic')).complete).toBe(false);
    expect(indexFiles(world.dataDir)).toEqual(['mailroom.search-2.sqlite']);
  });

  it('goes on being rebuilt where a process that ended had left off', async () => {
    const world = await filledDirectory();
    rmSync(world.index);
    const first = await openStore({ ...world, secretKey, clock: new TestClock(), log: silent });
    await first.close();
    const opened = await reopen(world);
    expect(await found(opened, 'topic')).toEqual({ count: 0, complete: false });
    await opened.store.search.mend();
    await vi.waitFor(async () => {
      expect(await found(opened, 'topic')).toEqual({ count: 200, complete: true });
    }, 10_000);
  });

  it('is read by one store while another writes it, also into a new file', async () => {
    const world = await filledDirectory();
    const reader = await reopen(world);
    expect((await found(reader, 'topic')).count).toBe(200);
    rmSync(world.index);
    const writer = await reopen(world);
    await writer.store.search.mend();
    await vi.waitFor(async () => expect((await found(reader, 'topic')).complete).toBe(true), 10_000);
    expect((await found(reader, 'topic')).count).toBe(200);
  });

  it('forgets messages that are deleted', async () => {
    const dataDir = await temporaryDirectory();
    const world = await openWorld({ file: join(dataDir, 'mailroom.sqlite'), dataDir });
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1), arrival(2)]);
    await readAllBodies(world, () => '');
    await mail.removePlaces(world.inbox.id, [1]);
    world.clock.advance(1000);
    await mail.forgetOrphans(world.account.id, world.clock.now());
    const index = new DatabaseSync(join(dataDir, 'mailroom.search-1.sqlite'), { readOnly: true });
    onTestFinished(() => index.close());
    expect(index.prepare('select count(*) as n from search_docsize').get()?.n).toBe(1);
  });

  it('that cannot be written for a full disk fails with words for it, and nothing counts as read', async () => {
    const dataDir = await temporaryDirectory();
    const world = await openWorld({ file: join(dataDir, 'mailroom.sqlite'), dataDir });
    await world.store.ports.mail.addArrivals(world.inbox.id, [arrival(1)]);
    const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });
    const put = vi.spyOn(IndexWriter.prototype, 'put').mockRejectedValueOnce(full);
    onTestFinished(() => put.mockRestore());
    await expect(readAllBodies(world, () => '')).rejects.toMatchObject({ kind: 'disk-full' });
    expect(await world.store.ports.mail.countPendingBodies(world.account.id)).toBe(1);
    await readAllBodies(world, () => '');
    expect(await found(world, 'subject')).toEqual({ count: 1, complete: true });
  });
});
