/**
 * Everything that names a conversation. A merge leads all of it from the one that goes to the one that stays, so what the team adds
 * to a conversation follows it; a table that begins to name conversations is one more entry here, which a test insists on.
 */
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';

export interface Referrer {
  table: keyof Tables;
  column: string;
  repoint(db: Transaction<Tables>, from: number, into: number): Promise<unknown>;
}

export const referrers: readonly Referrer[] = [
  {
    table: 'messages',
    column: 'conversation_id',
    repoint: (db, from, into) =>
      db.updateTable('messages').set({ conversation_id: into }).where('conversation_id', '=', from).execute(),
  },
  {
    table: 'thread_keys',
    column: 'conversation_id',
    repoint: (db, from, into) =>
      db
        .updateTable('thread_keys')
        .set({ conversation_id: into })
        .where('conversation_id', '=', from)
        .execute(),
  },
  {
    table: 'outgoing',
    column: 'conversation_id',
    repoint: (db, from, into) =>
      db.updateTable('outgoing').set({ conversation_id: into }).where('conversation_id', '=', from).execute(),
  },
  {
    table: 'conversation_shares',
    column: 'conversation_id',
    repoint: (db, from, into) =>
      db
        .updateTable('conversation_shares')
        .set({ conversation_id: into })
        .where('conversation_id', '=', from)
        .execute(),
  },
  {
    table: 'conversations',
    column: 'part_of',
    repoint: (db, from, into) =>
      db
        .updateTable('conversations')
        .set({ part_of: into })
        .where('part_of', '=', from)
        .where('id', '!=', from)
        .execute(),
  },
];

/** Ends conversation `from`: all that names it names `into` instead. */
export async function mergeConversation(db: Transaction<Tables>, from: number, into: number): Promise<void> {
  for (const referrer of referrers) await referrer.repoint(db, from, into);
  await db.deleteFrom('conversations').where('id', '=', from).execute();
}
