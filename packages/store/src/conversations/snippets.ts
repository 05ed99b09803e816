import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';

/**
 * Gives conversations the first words of their newest message: all that a body that was read changes about them. Telling them anew
 * altogether reads all their messages, again with each body of a long thread.
 *
 * @returns those that have a message to show
 */
export async function retellSnippets(db: Transaction<Tables>, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .updateTable('conversations')
    .set({
      snippet: sql<string>`coalesce((select newest.snippet from messages as newest
        where newest.conversation_id = conversations.id and newest.orphaned_at is null
        order by newest.id desc limit 1), '')`,
    })
    .where('id', 'in', ids)
    .returning(['id', 'messages'])
    .execute();
  return new Set(rows.flatMap(({ id, messages }) => (messages > 0 ? id : [])));
}
