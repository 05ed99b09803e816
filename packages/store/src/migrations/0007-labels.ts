import type { Migration } from './migration.ts';

/**
 * Gmail's folders are labels of the messages in All Mail: a label knows the folder whose UIDs its places carry. What was pulled from
 * its own folder before is turned into such places with the next folder list. Gmail gives so many octets a day, so they are counted.
 */
export const labels: Migration = {
  name: '0007-labels',
  async up(db, { key }) {
    await db.schema.alterTable('folders').addColumn('label', 'text').execute();
    await db.schema
      .alterTable('folders')
      .addColumn('label_of', key, (column) => column.references('folders.id').onDelete('set null'))
      .execute();
    await db.schema.createIndex('folders_label_of').on('folders').column('label_of').execute();

    await db.schema
      .createTable('traffic')
      .addColumn('account_id', key, (column) =>
        column.notNull().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('hour', 'bigint', (column) => column.notNull())
      .addColumn('octets', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('traffic_key', ['account_id', 'hour'])
      .execute();
  },
};
