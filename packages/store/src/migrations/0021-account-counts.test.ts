import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { sqlite } from '../database/dialect.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { SecretBox } from '../secrets/secret-box.ts';
import { purposeKey } from '../secrets/secret-key.ts';
import { secretKey, TestClock, temporaryDirectory } from '../testing/world.ts';
import { migrations } from './index.ts';

const box = new SecretBox(purposeKey(secretKey, 'mailroom/store/secrets/1'));

it('counts the mail that is there already, and keeps counting', async () => {
  const file = join(await temporaryDirectory(), 'mailroom.db');
  const upTo = async (count: number) => {
    const db = openDatabase(file);
    const clock = new TestClock();
    await migrate(db as unknown as Kysely<never>, sqlite, migrations.slice(0, count), () => clock.now(), box);
    await db.destroy();
  };
  await upTo(20);
  const raw = new DatabaseSync(file);
  raw.exec(`
    insert into accounts (id, owner, provider, address, name, state, provider_key, created_at) values
      (1, 'ada', 'imap', 'ada@example.com', 'Ada', 'watching', 'ada', 0),
      (2, 'ben', 'imap', 'ben@example.com', 'Ben', 'watching', 'ben', 0),
      (3, 'cy', 'imap', 'cy@example.com', 'Cy', 'watching', 'cy', 0);
    insert into conversations (id, account_id, messages, unread) values (1, 1, 3, 1), (2, 1, 2, 2), (3, 2, 5, 0);
  `);
  await upTo(21);
  const counts = () =>
    raw
      .prepare('select account_id, messages, unread from account_counts order by account_id')
      .all()
      .map(({ account_id, messages, unread }) => [account_id, messages, unread]);
  expect(counts()).toEqual([
    [1, 5, 3],
    [2, 5, 0],
  ]);

  raw.exec(`
    insert into conversations (id, account_id, messages, unread) values (4, 1, 1, 1), (5, 3, 2, 1);
    update conversations set messages = 4, unread = 0 where id = 2;
    update conversations set subject = 'Another' where id = 3;
    delete from conversations where id = 1;
  `);
  expect(counts()).toEqual([
    [1, 5, 1],
    [2, 5, 0],
    [3, 2, 1],
  ]);
  raw.exec('delete from conversations where account_id = 2; delete from accounts where id = 2');
  expect(counts()).toEqual([
    [1, 5, 1],
    [3, 2, 1],
  ]);
  raw.close();
});
