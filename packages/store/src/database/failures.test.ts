import { DatabaseSync } from 'node:sqlite';
import { Failure } from '@mailroom/model';
import { Kysely, sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteDialect } from './dialect.ts';

interface Bytes {
  bytes: { value: Uint8Array };
}

describe('a full disk', () => {
  it('is a failure that an administrator can mend, and leaves nothing half stored', async () => {
    const db = new Kysely<Bytes>({ dialect: sqliteDialect(new DatabaseSync(':memory:')) });
    onTestFinished(() => db.destroy());
    await sql`create table bytes (value blob)`.execute(db);
    await sql`pragma max_page_count = 20`.execute(db);
    const fill = db.transaction().execute(async (step) => {
      for (let row = 0; row < 100; row += 1) {
        await step
          .insertInto('bytes')
          .values({ value: new Uint8Array(4000) })
          .execute();
      }
    });
    await expect(fill).rejects.toThrow(Failure);
    await expect(fill).rejects.toMatchObject({
      kind: 'disk-full',
      origin: 'administrator',
      next: { do: 'ask-administrator' },
    });
    expect(await db.selectFrom('bytes').selectAll().execute()).toEqual([]);
    await db
      .insertInto('bytes')
      .values({ value: new Uint8Array(10) })
      .execute();
  });
});
