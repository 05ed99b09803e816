import { type SqlBool, sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * What an owner is told of a mailbox: what happened to its connection, hour by hour; folders that the provider did not open; and the last
 * check of whether everything is here.
 */
export const accountTruth: Migration = {
  name: '0015-account-truth',
  async up(db, { key }) {
    await db.schema
      .createTable('account_events')
      .addColumn('account_id', key, (column) =>
        column.notNull().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('hour', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('failure', 'text', (column) => column.notNull())
      .addColumn('times', 'integer', (column) => column.notNull())
      .addColumn('waited', 'bigint', (column) => column.notNull())
      .addColumn('last_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('account_events_key', ['account_id', 'hour', 'kind', 'failure'])
      .execute();
    await db.schema
      .createTable('completeness_checks')
      .addColumn('account_id', key, (column) =>
        column.primaryKey().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('asked_at', 'bigint')
      .addColumn('begun_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('progress', 'text')
      .addColumn('outcome', 'text')
      .execute();
    await db.schema.alterTable('folders').addColumn('refusal', 'text').execute();
    await db.schema
      .createIndex('messages_unreadable')
      .on('messages')
      .columns(['account_id', 'id'])
      .where(sql<SqlBool>`body_state = 'unreadable' and orphaned_at is null`)
      .execute();
  },
};
