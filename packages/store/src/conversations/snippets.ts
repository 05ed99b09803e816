import type { Transaction } from 'kysely';
import { firstOfEach } from '../database/each.ts';
import type { Tables } from '../database/tables.ts';

const retell = `update conversations set snippet = coalesce((select newest.snippet from messages as newest
    where newest.conversation_id = conversations.id and newest.orphaned_at is null
    order by newest.id desc limit 1), '')
  where id = ? returning messages`;

/**
 * Gives conversations the first words of their newest message: all that a body that was read changes about them. Telling them anew
 * altogether reads all their messages, again with each body of a long thread.
 *
 * @returns those that have a message to show
 */
export async function retellSnippets(
  db: Transaction<Tables>,
  conversationIds: ReadonlySet<number>,
): Promise<Set<number>> {
  const ids = [...conversationIds];
  const rows = await firstOfEach<{ messages: number }>(
    db,
    retell,
    ids.map((id) => [id]),
  );
  return new Set(ids.filter((_, at) => (rows[at]?.messages ?? 0) > 0));
}
