import { type SqlBool, sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What people ask for (intents, outgoing mail with its deliveries) and the change log. */
export const acting: Migration = {
  name: '0003-acting',
  async up(db, { key, bytes }) {
    await db.schema
      .createTable('intents')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('account_id', key, (column) => column.notNull().references('accounts.id'))
      .addColumn('message_id', key, (column) =>
        column.notNull().references('messages.id').onDelete('cascade'),
      )
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('flag', 'text', (column) => column.notNull())
      .addColumn('value', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('folder_id', key, (column) => column.references('folders.id').onDelete('set null'))
      .addColumn('failure', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('intents_message').on('intents').column('message_id').execute();
    await db.schema.createIndex('intents_folder').on('intents').column('folder_id').execute();
    await db.schema
      .createIndex('intents_open')
      .on('intents')
      .columns(['account_id', 'id'])
      .where(sql<SqlBool>`state in ('pending', 'pushing')`)
      .execute();

    await db.schema
      .createTable('outgoing')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('account_id', key, (column) => column.notNull().references('accounts.id'))
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', key, (column) =>
        column.references('conversations.id').onDelete('set null'),
      )
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('from', 'text', (column) => column.notNull())
      .addColumn('to', 'text', (column) => column.notNull())
      .addColumn('cc', 'text', (column) => column.notNull())
      .addColumn('bcc', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('html', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('snippet', 'text', (column) => column.notNull())
      .addColumn('in_reply_to', 'text')
      .addColumn('references', 'text', (column) => column.notNull())
      .addColumn('message_id', 'text')
      .addColumn('server_message_id', 'text')
      .addColumn('raw', bytes)
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('failure', 'text')
      .addColumn('wait_until', 'bigint')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('sent_at', 'bigint')
      .execute();
    await db.schema.createIndex('outgoing_account').on('outgoing').columns(['account_id', 'state']).execute();
    await db.schema.createIndex('outgoing_person').on('outgoing').column('person_id').execute();
    await db.schema.createIndex('outgoing_conversation').on('outgoing').column('conversation_id').execute();

    await db.schema
      .createTable('deliveries')
      .addColumn('outgoing_id', key, (column) =>
        column.notNull().references('outgoing.id').onDelete('cascade'),
      )
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('recipient', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('failure', 'text')
      .addPrimaryKeyConstraint('deliveries_key', ['outgoing_id', 'recipient'])
      .execute();

    await db.schema
      .createTable('idempotency_keys')
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('request_hash', 'text', (column) => column.notNull())
      .addColumn('outgoing_id', key, (column) =>
        column.notNull().references('outgoing.id').onDelete('cascade'),
      )
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotency_keys_key', ['person_id', 'key'])
      .execute();
    await db.schema
      .createIndex('idempotency_keys_outgoing')
      .on('idempotency_keys')
      .column('outgoing_id')
      .execute();

    await db.schema
      .createTable('changes')
      .addColumn('seq', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('noun', 'text', (column) => column.notNull())
      .addColumn('entity_id', 'text')
      .addColumn('account_id', key)
      .addColumn('owner', 'text')
      .addColumn('op', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
