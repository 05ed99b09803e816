import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * What administrators look after: since when an account has not worked, who paused it, when its owner was asked to see to it; which alerts
 * are on and who was told; the organisation's logo. Since when accounts that do not work now have not is told by their last success.
 */
export const oversight: Migration = {
  name: '0016-oversight',
  async up(db, { bytes }) {
    await db.schema.alterTable('accounts').addColumn('unwell_since', 'bigint').execute();
    await db.schema.alterTable('accounts').addColumn('paused_by', 'text').execute();
    await db.schema.alterTable('accounts').addColumn('asked_at', 'bigint').execute();
    await sql`update accounts set unwell_since = coalesce(last_synced_at, created_at)
      where state in ('waiting', 'reconnect', 'blocked')`.execute(db);

    await db.schema
      .createTable('alerts')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('recipient', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('alerts_key', ['kind', 'subject', 'recipient'])
      .execute();

    await db.schema
      .createTable('organisation_logo')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('media_type', 'text', (column) => column.notNull())
      .addColumn('bytes', bytes, (column) => column.notNull())
      .execute();
  },
};
