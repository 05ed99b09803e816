import { type SqlBool, sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Finds the same Message-ID in other mailboxes. A message whose text is not read yet is nobody's copy, and costs its listing nothing. */
export const copies: Migration = {
  name: '0018-copies',
  async up(db) {
    await db.schema
      .createIndex('messages_copies')
      .on('messages')
      .column('own_key')
      .where(sql<SqlBool>`body_state = 'stored'`)
      .execute();
  },
};
