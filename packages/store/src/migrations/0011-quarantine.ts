import type { Migration } from './migration.ts';

/** What is being read, so that a message which takes the process with it is known to the next one; and the messages that did. */
export const quarantine: Migration = {
  name: '0011-quarantine',
  async up(db, { key }) {
    await db.schema
      .createTable('reading_tries')
      .addColumn('message_id', key, (column) => column.primaryKey().references('messages.id'))
      .addColumn('tries', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('quarantine')
      .addColumn('message_id', key, (column) => column.primaryKey().references('messages.id'))
      .addColumn('account_id', key, (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('release', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('quarantine_account').on('quarantine').column('account_id').execute();
  },
};
