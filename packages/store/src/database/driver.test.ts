import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryDirectory } from '../testing/world.ts';
import { openDatabase } from './open.ts';

it('a writer waits for another without stopping its thread, and SQLite waits again for readers afterwards', async () => {
  const file = join(await temporaryDirectory(), 'mailroom.db');
  const db = openDatabase(file);
  onTestFinished(() => db.destroy());
  await sql`create table notes (text text)`.execute(db);
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());

  const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
  onTestFinished(() => exec.mockRestore());
  const waits = new Set<unknown>();
  const asked = Promise.withResolvers<void>();
  exec.mockImplementation(function (this: DatabaseSync, statement: string) {
    if (statement === 'begin immediate') {
      waits.add(this.prepare('pragma busy_timeout').get()?.timeout);
      asked.resolve();
    }
    this.prepare(statement).run();
  });
  other.prepare('begin immediate').run();
  const written = db.transaction().execute((step) => sql`insert into notes values ('kept')`.execute(step));
  await asked.promise;
  other.prepare('commit').run();
  await written;

  expect([...waits]).toEqual([0]);
  expect((await sql<{ timeout: number }>`pragma busy_timeout`.execute(db)).rows).toEqual([{ timeout: 250 }]);
  expect(other.prepare('select text from notes').all()).toEqual([{ text: 'kept' }]);
});
