import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Who else may see an account or a single conversation, whose glass was broken, and the audit log. */
export const sharing: Migration = {
  name: '0014-sharing',
  async up(db, { key, clustered }) {
    await db.schema
      .createTable('account_shares')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('account_id', key, (column) =>
        column.notNull().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('person_id', 'text')
      .addColumn('group_id', key, (column) => column.references('groups.id').onDelete('cascade'))
      .addColumn('level', 'text', (column) => column.notNull())
      .addColumn('granted_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('account_shares_person', ['account_id', 'person_id'])
      .addUniqueConstraint('account_shares_group', ['account_id', 'group_id'])
      .addCheckConstraint('account_shares_one', sql`(person_id is null) != (group_id is null)`)
      .execute();
    await db.schema
      .createIndex('account_shares_by_person')
      .on('account_shares')
      .column('person_id')
      .execute();
    await db.schema.createIndex('account_shares_by_group').on('account_shares').column('group_id').execute();

    await db.schema
      .createTable('conversation_shares')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('account_id', key, (column) =>
        column.notNull().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('conversation_id', key, (column) =>
        column.references('conversations.id').onDelete('set null'),
      )
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('future', 'integer', (column) => column.notNull())
      .addColumn('granted_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    for (const column of ['account_id', 'conversation_id', 'person_id'] as const) {
      await db.schema
        .createIndex(`conversation_shares_${column}`)
        .on('conversation_shares')
        .column(column)
        .execute();
    }

    await db.schema
      .createTable('shared_messages')
      .addColumn('share_id', key, (column) =>
        column.notNull().references('conversation_shares.id').onDelete('cascade'),
      )
      .addColumn('message_id', key, (column) =>
        column.notNull().references('messages.id').onDelete('cascade'),
      )
      .addPrimaryKeyConstraint('shared_messages_key', ['share_id', 'message_id'])
      .modifyEnd(clustered)
      .execute();
    await db.schema
      .createIndex('shared_messages_message')
      .on('shared_messages')
      .column('message_id')
      .execute();

    await db.schema
      .createTable('break_glass')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('account_id', key, (column) =>
        column.notNull().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('began_at', 'bigint', (column) => column.notNull())
      .addColumn('ends_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('mailed_at', 'bigint')
      .addColumn('read_at', 'bigint')
      .execute();
    for (const column of ['account_id', 'person_id'] as const) {
      await db.schema.createIndex(`break_glass_${column}`).on('break_glass').column(column).execute();
    }

    await db.schema
      .createTable('audit')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('account_id', key)
      .addColumn('subject_kind', 'text')
      .addColumn('subject_id', 'text')
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('session_id', 'text')
      .addColumn('key_id', 'text')
      .addColumn('network', 'text')
      .execute();
    await db.schema.createIndex('audit_account').on('audit').columns(['account_id', 'id']).execute();
    await db.schema.createIndex('audit_actor').on('audit').columns(['actor', 'id']).execute();
    await db.schema.createIndex('audit_at').on('audit').column('at').execute();
  },
};
