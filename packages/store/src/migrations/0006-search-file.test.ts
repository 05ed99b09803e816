import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../index.ts';
import {
  addAccount,
  arrival,
  readAllBodies,
  secretKey,
  silent,
  TestClock,
  temporaryDirectory,
} from '../testing/world.ts';

it('drops the index that the main database held, and what was read is found again', async () => {
  const dataDir = await temporaryDirectory();
  const options = {
    file: join(dataDir, 'mailroom.sqlite'),
    dataDir,
    secretKey,
    clock: new TestClock(),
    log: silent,
  };
  const before = await openStore(options);
  const world = await addAccount(before, 'ada', 'ada');
  await before.ports.mail.addArrivals(world.inbox.id, [arrival(1, { subject: 'Kept' })]);
  await readAllBodies({ store: before, ...world }, () => 'text');
  await before.close();
  // As an installation from before looked: the index in the main database, and none beside it.
  const main = new DatabaseSync(options.file);
  main.exec("create virtual table search using fts5(words, content='', contentless_delete=1, detail=none)");
  main.exec("insert into search (rowid, words) values (1, 'kept text')");
  main.exec("delete from settings where name = 'search.file'");
  main.exec("delete from schema_migrations where name = '0006-search-file'");
  main.close();

  const store = await openStore(options);
  onTestFinished(() => store.close());
  await store.search.mend();
  const scope = await store.scopeOf({ id: 'ada', role: 'member' });
  await vi.waitFor(async () => {
    const { conversations, complete } = await store.conversations.list(scope, {
      words: 'kept text',
      limit: 9,
    });
    expect([conversations.length, complete]).toEqual([1, true]);
  }, 10_000);
  const after = new DatabaseSync(options.file, { readOnly: true });
  onTestFinished(() => after.close());
  expect(after.prepare("select name from sqlite_schema where name like 'search%'").all()).toEqual([]);
});
