import { type SqlBool, sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Folders, conversations, messages, places and bodies. Foreign keys follow ownership; deleting an account's mail
 * is done table by table in bounded transactions, so only small rows cascade.
 */
export const mail: Migration = {
  name: '0002-mail',
  async up(db, { key }) {
    await db.schema
      .createTable('folders')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('account_id', key, (column) => column.notNull().references('accounts.id'))
      .addColumn('path', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('delimiter', 'text')
      .addColumn('role', 'text')
      .addColumn('selectable', 'integer', (column) => column.notNull())
      .addColumn('uid_validity', 'bigint')
      .addColumn('uid_next', 'bigint')
      .addColumn('highest_modseq', 'text')
      .addColumn('listed_from', 'bigint')
      .addColumn('server_messages', 'bigint')
      .addColumn('messages', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('unread', 'integer', (column) => column.notNull().defaultTo(0))
      .addUniqueConstraint('folders_path', ['account_id', 'path'])
      .execute();

    await db.schema
      .createTable('conversations')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('account_id', key, (column) => column.notNull().references('accounts.id'))
      .addColumn('subject', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('snippet', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('participants', 'text', (column) => column.notNull().defaultTo('[]'))
      .addColumn('messages', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('unread', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('flagged', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('answered', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('has_attachments', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('latest_at', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    // Holds all that an account's counts are summed from: they are read with every account, and rows are wide.
    await db.schema
      .createIndex('conversations_account')
      .on('conversations')
      .columns(['account_id', 'messages', 'unread'])
      .execute();

    await db.schema
      .createTable('thread_keys')
      .addColumn('account_id', key, (column) => column.notNull())
      .addColumn('key_hash', 'text', (column) => column.notNull())
      .addColumn('conversation_id', key, (column) =>
        column.notNull().references('conversations.id').onDelete('cascade'),
      )
      .addPrimaryKeyConstraint('thread_keys_key', ['account_id', 'key_hash'])
      .execute();
    await db.schema
      .createIndex('thread_keys_conversation')
      .on('thread_keys')
      .column('conversation_id')
      .execute();

    await db.schema
      .createTable('messages')
      .addColumn('id', key, (column) => column.primaryKey())
      .addColumn('account_id', key, (column) => column.notNull().references('accounts.id'))
      .addColumn('conversation_id', key, (column) => column.notNull().references('conversations.id'))
      .addColumn('identity', 'text')
      .addColumn('message_id', 'text')
      .addColumn('own_id', 'text')
      .addColumn('references', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('from', 'text', (column) => column.notNull())
      .addColumn('to', 'text', (column) => column.notNull())
      .addColumn('cc', 'text', (column) => column.notNull())
      .addColumn('bcc', 'text', (column) => column.notNull())
      .addColumn('reply_to', 'text', (column) => column.notNull())
      .addColumn('sent_at', 'bigint')
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addColumn('size', 'bigint', (column) => column.notNull())
      .addColumn('seen', 'integer', (column) => column.notNull())
      .addColumn('flagged', 'integer', (column) => column.notNull())
      .addColumn('answered', 'integer', (column) => column.notNull())
      .addColumn('draft', 'integer', (column) => column.notNull())
      .addColumn('snippet', 'text', (column) => column.notNull())
      .addColumn('has_attachments', 'integer', (column) => column.notNull())
      .addColumn('attachments', 'text', (column) => column.notNull())
      .addColumn('text_parts', 'text', (column) => column.notNull())
      .addColumn('structure_known', 'integer', (column) => column.notNull())
      .addColumn('body_state', 'text', (column) => column.notNull())
      .addColumn('body_reason', 'text')
      .addColumn('joined', 'text', (column) => column.notNull())
      .addColumn('orphaned_at', 'bigint')
      .addUniqueConstraint('messages_identity', ['account_id', 'identity'])
      .execute();
    await db.schema
      .createIndex('messages_conversation')
      .on('messages')
      .columns(['conversation_id', 'id'])
      .execute();
    await db.schema.createIndex('messages_own_id').on('messages').columns(['account_id', 'own_id']).execute();
    await db.schema
      .createIndex('messages_visible')
      .on('messages')
      .columns(['account_id', 'id'])
      .where(sql<SqlBool>`orphaned_at is null`)
      .execute();
    await db.schema
      .createIndex('messages_unread')
      .on('messages')
      .columns(['account_id', 'id'])
      .where(sql<SqlBool>`seen = 0 and orphaned_at is null`)
      .execute();
    await db.schema
      .createIndex('messages_pending')
      .on('messages')
      .columns(['account_id', 'id'])
      .where(sql<SqlBool>`body_state = 'pending' and orphaned_at is null`)
      .execute();
    await db.schema
      .createIndex('messages_orphaned')
      .on('messages')
      .columns(['account_id', 'orphaned_at'])
      .where(sql<SqlBool>`orphaned_at is not null`)
      .execute();

    await db.schema
      .createTable('places')
      .addColumn('folder_id', key, (column) => column.notNull().references('folders.id'))
      .addColumn('uid', 'bigint', (column) => column.notNull())
      .addColumn('message_id', key, (column) => column.notNull().references('messages.id'))
      .addColumn('flags', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('places_key', ['folder_id', 'uid'])
      .execute();
    await db.schema.createIndex('places_message').on('places').columns(['message_id', 'folder_id']).execute();
    await db.schema.createIndex('places_newest').on('places').columns(['folder_id', 'message_id']).execute();

    await db.schema
      .createTable('bodies')
      .addColumn('message_id', key, (column) => column.primaryKey().references('messages.id'))
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('html', 'text')
      .execute();
  },
};
