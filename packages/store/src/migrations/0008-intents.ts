import { type Kysely, type SqlBool, sql } from 'kysely';
import type { Migration } from './migration.ts';

interface OldIntent {
  id: number;
  account_id: number;
  message_id: number;
  person_id: string;
  flag: string;
  value: number;
  state: string;
  folder_id: number | null;
  failure: string | null;
  created_at: number;
}

interface CarriedTables {
  intents: OldIntent;
  filed_intents: OldIntent & { kind: string; attempts: number };
}

/**
 * Intents learn to move and to delete, with a journal of how far a move has come. A place that a message is leaving, or that bears
 * `\Deleted`, is kept for the synchronisation and shown to nobody; the lists of folders walk along those that are shown.
 */
export const intents: Migration = {
  name: '0008-intents',
  async up(db, { key }) {
    await db.schema
      .createTable('filed_intents')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('account_id', key, (column) => column.notNull().references('accounts.id'))
      .addColumn('message_id', key, (column) =>
        column.notNull().references('messages.id').onDelete('cascade'),
      )
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('flag', 'text')
      .addColumn('value', 'integer')
      .addColumn('folder_id', key, (column) => column.references('folders.id').onDelete('set null'))
      .addColumn('uid', 'bigint')
      .addColumn('target_id', key, (column) => column.references('folders.id').onDelete('set null'))
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('journal', 'text')
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('failure', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    const carried = db as unknown as Kysely<CarriedTables>;
    const columns = [
      'id',
      'account_id',
      'message_id',
      'person_id',
      'flag',
      'value',
      'state',
      'folder_id',
      'failure',
      'created_at',
    ] as const;
    await carried
      .insertInto('filed_intents')
      .columns([...columns, 'kind'])
      .expression((eb) =>
        eb
          .selectFrom('intents')
          .select(columns)
          .select(sql.lit('flag').as('kind'))
          .where('state', 'in', ['pending', 'pushing']),
      )
      .execute();
    await db.schema.dropTable('intents').execute();
    await db.schema.alterTable('filed_intents').renameTo('intents').execute();
    await db.schema.createIndex('intents_message').on('intents').column('message_id').execute();
    await db.schema.createIndex('intents_folder').on('intents').column('folder_id').execute();
    await db.schema.createIndex('intents_target').on('intents').column('target_id').execute();
    await db.schema.createIndex('intents_account').on('intents').columns(['account_id', 'id']).execute();

    for (const column of ['leaving', 'deleted']) {
      await db.schema
        .alterTable('places')
        .addColumn(column, 'integer', (added) => added.notNull().defaultTo(0))
        .execute();
    }
    await db.schema.dropIndex('places_newest').execute();
    await db.schema
      .createIndex('places_newest')
      .on('places')
      .columns(['folder_id', 'message_id'])
      .where(sql<SqlBool>`leaving = 0 and deleted = 0`)
      .execute();
  },
};
