import { placeMark } from '@mailroom/engine/sync/place-mark';
import { threadIds } from '@mailroom/engine/thread/index';
import { type Kysely, sql } from 'kysely';
import { threadKey } from '../conversations/thread-key.ts';
import type { SqlDialect } from '../database/dialect.ts';
import { runEach } from '../database/each.ts';
import { splitFlags } from '../messages/flags.ts';
import type { Migration } from './migration.ts';

interface OldPlace {
  folder_id: number;
  uid: number;
  message_id: number;
  flags: string;
  updated_at: number;
}

interface CarriedTables {
  places: OldPlace;
  thread_keys: { account_id: number; key_hash: string; conversation_id: number };
  messages: { id: number; message_id: string | null };
}

/** Rows in memory at a time. */
const rowsAtATime = 1000;

/** Every row of what `next` reads from behind the last one on. */
async function* inSteps<Row>(next: (last: Row | undefined) => Promise<Row[]>): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  do {
    const rows = await next(last);
    yield rows;
    last = rows.at(-1);
  } while (last !== undefined);
}

/** What a range of a folder holds becomes one walk along neighbouring rows, which is what a server without CONDSTORE is compared by. */
async function markPlaces(db: Kysely<CarriedTables>, { key, clustered }: SqlDialect): Promise<void> {
  await db.schema
    .createTable('marked_places')
    .addColumn('folder_id', key, (column) => column.notNull().references('folders.id'))
    .addColumn('uid', 'bigint', (column) => column.notNull())
    .addColumn('message_id', key, (column) => column.notNull().references('messages.id'))
    .addColumn('flags', 'text', (column) => column.notNull())
    .addColumn('mark', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('marked_places_key', ['folder_id', 'uid'])
    .modifyEnd(clustered)
    .execute();
  const places = inSteps<OldPlace>((last) =>
    db
      .selectFrom('places')
      .selectAll()
      .where(sql<boolean>`(folder_id, uid) > (${last?.folder_id ?? 0}, ${last?.uid ?? 0})`)
      .orderBy('folder_id')
      .orderBy('uid')
      .limit(rowsAtATime)
      .execute(),
  );
  for await (const rows of places) {
    await runEach(
      db,
      'insert into marked_places (folder_id, uid, message_id, flags, mark, updated_at) values (?, ?, ?, ?, ?, ?)',
      rows.map((row) => [
        row.folder_id,
        row.uid,
        row.message_id,
        row.flags,
        placeMark(row.uid, splitFlags(row.flags)),
        row.updated_at,
      ]),
    );
  }
  await db.schema.dropTable('places').execute();
  await db.schema.alterTable('marked_places').renameTo('places').execute();
  await db.schema.createIndex('places_message').on('places').columns(['message_id', 'folder_id']).execute();
  await db.schema.createIndex('places_newest').on('places').columns(['folder_id', 'message_id']).execute();
}

/** The keys were hashed by SHA-256 already, and lose its tail. */
async function shortenThreadKeys(db: Kysely<CarriedTables>, { key, clustered }: SqlDialect): Promise<void> {
  await db.schema
    .createTable('short_keys')
    .addColumn('account_id', key, (column) => column.notNull())
    .addColumn('key_hash', 'bigint', (column) => column.notNull())
    .addColumn('conversation_id', key, (column) =>
      column.notNull().references('conversations.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('short_keys_key', ['account_id', 'key_hash'])
    .modifyEnd(clustered)
    .execute();
  const keys = inSteps<CarriedTables['thread_keys']>((last) =>
    db
      .selectFrom('thread_keys')
      .selectAll()
      .where(sql<boolean>`(account_id, key_hash) > (${last?.account_id ?? 0}, ${last?.key_hash ?? ''})`)
      .orderBy('account_id')
      .orderBy('key_hash')
      .limit(rowsAtATime)
      .execute(),
  );
  for await (const rows of keys) {
    await runEach(
      db,
      'insert into short_keys (account_id, key_hash, conversation_id) values (?, ?, ?) on conflict do nothing',
      rows.map((row) => [row.account_id, shortened(row.key_hash), row.conversation_id]),
    );
  }
  await db.schema.dropTable('thread_keys').execute();
  await db.schema.alterTable('short_keys').renameTo('thread_keys').execute();
  await db.schema
    .createIndex('thread_keys_conversation')
    .on('thread_keys')
    .column('conversation_id')
    .execute();
}

/** As `threadKey` tells it of the key itself. */
function shortened(keyHash: string): number {
  return Number.parseInt(Buffer.from(keyHash, 'base64url').toString('hex').slice(0, 13), 16);
}

/**
 * A message's own identifier was stored twice, once as the header spells it, and a third time in an index. What was sent and what was
 * answered is found by its conversation, or among the mail of the day.
 */
async function keyOwnIds(db: Kysely<CarriedTables>, { key }: SqlDialect): Promise<void> {
  await db.schema.dropIndex('messages_own_id').execute();
  await db.schema.alterTable('messages').addColumn('own_key', key).execute();
  const messages = inSteps<CarriedTables['messages']>((last) =>
    db
      .selectFrom('messages')
      .select(['id', 'message_id'])
      .where('id', '>', last?.id ?? -1)
      .orderBy('id')
      .limit(rowsAtATime)
      .execute(),
  );
  for await (const rows of messages) {
    await runEach(
      db,
      'update messages set own_key = ? where id = ?',
      rows.map((row) => {
        const { own } = threadIds({ messageId: row.message_id, inReplyTo: [], references: [] });
        return [own === null ? null : threadKey(own), row.id];
      }),
    );
  }
  await db.schema.alterTable('messages').dropColumn('own_id').execute();
  // The fingerprint at its end was 43 characters long, and 16 say as much.
  await sql`update messages set identity = substr(identity, 1, length(identity) - 27)
    where identity is not null and identity not like 'id %'`.execute(db);
}

/** What a conversation that grows at one end is told on from. */
async function tellEnds(db: Kysely<CarriedTables>, { key }: SqlDialect): Promise<void> {
  for (const column of ['first_message', 'last_message']) {
    await db.schema
      .alterTable('conversations')
      .addColumn(column, key, (definition) => definition.notNull().defaultTo(0))
      .execute();
  }
  await sql`update conversations set
    first_message = coalesce((select min(m.id) from messages m
      where m.conversation_id = conversations.id and m.orphaned_at is null), 0),
    last_message = coalesce((select max(m.id) from messages m
      where m.conversation_id = conversations.id and m.orphaned_at is null), 0)`.execute(db);
}

/** Places get a mark each and lie in the order of folder and UID; and what every new message writes becomes less. */
export const placeMarks: Migration = {
  name: '0005-place-marks',
  async up(db, dialect) {
    const carried = db as unknown as Kysely<CarriedTables>;
    await markPlaces(carried, dialect);
    await shortenThreadKeys(carried, dialect);
    await keyOwnIds(carried, dialect);
    await tellEnds(carried, dialect);
  },
};
