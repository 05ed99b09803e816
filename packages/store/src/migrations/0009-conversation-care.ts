import { type SqlBool, sql } from 'kysely';
import { idsPerFortnight } from '../messages/message-id.ts';
import type { Migration } from './migration.ts';

/**
 * Messages are found by their base subject, for answers that name no message they answer; and a conversation that has grown too long
 * is held as several rows, tied to the one that its thread keys lead to.
 */
export const conversationCare: Migration = {
  name: '0009-conversation-care',
  async up(db, { key }) {
    await db.schema.alterTable('messages').addColumn('subject_key', 'bigint').execute();
    await db.schema
      .alterTable('messages')
      .addColumn('loose', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`create index messages_subject on messages (account_id, (id / ${sql.lit(idsPerFortnight)}), subject_key)
      where subject_key is not null`.execute(db);
    await db.schema
      .createIndex('messages_loose')
      .on('messages')
      .columns(['account_id', 'subject_key', 'id'])
      .where(sql<SqlBool>`loose = 1`)
      .execute();

    await db.schema.alterTable('conversations').addColumn('part_of', key).execute();
    await db.schema
      .createIndex('conversations_parts')
      .on('conversations')
      .column('part_of')
      .where(sql<SqlBool>`part_of is not null`)
      .execute();
  },
};
