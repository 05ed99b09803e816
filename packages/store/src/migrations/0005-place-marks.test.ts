import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import type { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { threadKey } from '../conversations/thread-key.ts';
import { sqlite } from '../database/dialect.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { openStore } from '../index.ts';
import { fingerprint } from '../secrets/fingerprint.ts';
import { SecretBox } from '../secrets/secret-box.ts';
import { purposeKey } from '../secrets/secret-key.ts';
import { arrival, secretKey, silent, TestClock, temporaryDirectory } from '../testing/world.ts';
import { migrations } from './index.ts';

const clock = new TestClock();
const box = new SecretBox(purposeKey(secretKey, 'mailroom/store/secrets/1'));
/** More than the migration carries at a time, and two folders, so that it has to continue where it stopped. */
const placesPerFolder = 1_300;
/** Stored before as message 1. */
const known = arrival(9_001);
const flagsOf = (uid: number) => ['\\Seen', '', '$Forwarded \\Flagged'][uid % 3] ?? '';

/** A database as the release before this migration left it: every message in two folders. */
async function databaseBefore() {
  const directory = await temporaryDirectory();
  const file = join(directory, 'mailroom.db');
  const db = openDatabase(file);
  await migrate(db as unknown as Kysely<never>, sqlite, migrations.slice(0, 4), () => clock.now(), box);
  await db.destroy();
  const raw = new DatabaseSync(file);
  raw.exec(`
    insert into accounts (id, owner, provider, address, name, state, provider_key, created_at)
      values (1, 'ada', 'imap', 'ada@example.com', 'Ada', 'watching', 'ada', 0);
    insert into folders (id, account_id, path, name, selectable, uid_validity, messages)
      values (7, 1, 'INBOX', 'INBOX', 1, 1, ${placesPerFolder}), (8, 1, 'Old', 'Old', 1, 1, ${placesPerFolder});
    insert into conversations (id, account_id, subject, messages) values (1, 1, 'S', ${placesPerFolder});
  `);
  const message = raw.prepare(
    `insert into messages values (?, 1, 1, null, null, null, '[]', 'S', '[]', '[]', '[]', '[]', '[]', null, 0, 9,
      0, 0, 0, 0, '', 0, '[]', '[]', 1, 'pending', null, 'root', null)`,
  );
  const place = raw.prepare('insert into places values (?, ?, ?, ?, ?)');
  raw.exec('begin');
  for (let uid = 1; uid <= placesPerFolder; uid += 1) {
    message.run(uid);
    place.run(8, 5_000_000 - uid, uid, flagsOf(uid), 1000 + uid);
    place.run(7, uid, uid, flagsOf(uid), 2000 + uid);
  }
  raw
    .prepare('update messages set message_id = ?, own_id = ?, identity = ?, received_at = ? where id = 1')
    .run(
      '<m9001@example.com>',
      'm9001@example.com',
      `${known.receivedAt.getTime() / 1000} ${known.size} ${fingerprint('<m9001@example.com>')}`,
      known.receivedAt.getTime(),
    );
  raw.prepare('insert into thread_keys values (1, ?, 1)').run(fingerprint('m9001@example.com').slice(0, 22));
  raw.exec('commit');
  raw.close();
  return { directory, file };
}

describe('the migration to marked places', () => {
  it('carries every place over, with the mark that it would get today', async () => {
    const { directory, file } = await databaseBefore();
    const store = await openStore({ file, dataDir: directory, secretKey, clock, log: silent });
    onTestFinished(() => store.close());
    const raw = new DatabaseSync(file, { readOnly: true });
    onTestFinished(() => raw.close());
    const rows = raw
      .prepare(
        'select folder_id, uid, message_id, flags, mark, updated_at from places order by folder_id, message_id',
      )
      .all();
    expect(rows).toEqual(
      [7, 8].flatMap((folder) =>
        Array.from({ length: placesPerFolder }, (_, at) => {
          const uid = folder === 7 ? at + 1 : 4_999_999 - at;
          const flags = flagsOf(at + 1);
          return {
            folder_id: folder,
            uid,
            message_id: at + 1,
            flags,
            mark: placeMark(uid, flags.split(' ').filter(Boolean)),
            updated_at: (folder === 7 ? 2001 : 1001) + at,
          };
        }),
      ),
    );
    expect(raw.prepare('pragma foreign_key_check').all()).toEqual([]);
  });

  it('leaves a store that adds up, reads along the order of UIDs, and takes mail in', async () => {
    const { directory, file } = await databaseBefore();
    const store = await openStore({ file, dataDir: directory, secretKey, clock, log: silent });
    onTestFinished(() => store.close());
    const { mail } = store.ports;
    const places = await mail.places(7, { from: 1, to: 3 });
    expect(await mail.placeSums(7, [{ from: 1, to: 3 }])).toEqual([
      { count: 3, sum: places.reduce((sum, { uid, flags }) => sum + placeMark(uid, flags), 0) },
    ]);
    await mail.addArrivals(7, [arrival(9_000)]);
    expect(await mail.placeSums(7, [{ from: 9_000, to: 9_000 }])).toEqual([
      { count: 1, sum: placeMark(9_000, []) },
    ]);
    const raw = new DatabaseSync(file, { readOnly: true });
    onTestFinished(() => raw.close());
    const plan = raw
      .prepare(
        'explain query plan select count(*), sum(mark) from places where folder_id = 7 and uid between 1 and 9',
      )
      .all();
    expect(plan.map(({ detail }) => String(detail)).join()).toContain('USING PRIMARY KEY');
  });

  it('knows stored messages again, finds their conversation, and tells it on from its ends', async () => {
    const { directory, file } = await databaseBefore();
    const store = await openStore({
      ...{ file, dataDir: directory, secretKey, clock, log: silent },
      longestConversation: 5000,
    });
    onTestFinished(() => store.close());
    const { mail } = store.ports;
    expect(await mail.addArrivals(7, [known])).toEqual({ newMessages: 0 });
    const answer = arrival(9_002, { references: ['<m9001@example.com>'], subject: 'Re: S' });
    expect(await mail.addArrivals(7, [answer])).toEqual({ newMessages: 1 });
    const raw = new DatabaseSync(file, { readOnly: true });
    onTestFinished(() => raw.close());
    expect(raw.prepare('select first_message, messages, subject from conversations').all()).toEqual([
      { first_message: 1, messages: placesPerFolder + 1, subject: 'S' },
    ]);
    expect(raw.prepare('select own_key from messages where id = 1').get()).toEqual({
      own_key: threadKey('m9001@example.com'),
    });
  });
});
