/** Which places show a message, and which messages are shown at all. */
import { type Expression, type SqlBool, sql, type Transaction } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';

/** In the words of the partial index `places_newest`, or it is not used. @param places name or alias of the table in the statement */
export function isShown(places: string): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(`${places}.leaving`)} = 0 and ${sql.ref(`${places}.deleted`)} = 0`;
}

/** RFC 9051 2.3.2: marked for removal by someone, whom the server has not let finish. */
export function isDeleted(flags: readonly string[]): 0 | 1 {
  return flags.some((flag) => flag.toLowerCase() === '\\deleted') ? 1 : 0;
}

/**
 * Hides those of the messages that no place shows any more, and shows again those that one does.
 *
 * @returns the messages hidden by this call.
 */
export async function refreshShown(
  db: Transaction<Tables>,
  messageIds: readonly number[],
  now: number,
): Promise<number[]> {
  const hidden: number[] = [];
  for (const ids of inChunks(messageIds, 5000)) {
    const shownSomewhere = sql<SqlBool>`exists (select 1 from places
      where places.message_id = messages.id and ${isShown('places')})`;
    await db
      .updateTable('messages')
      .set({ orphaned_at: null })
      .where('id', 'in', ids)
      .where('orphaned_at', 'is not', null)
      .where(shownSomewhere)
      .execute();
    const rows = await db
      .updateTable('messages')
      .set({ orphaned_at: now })
      .where('id', 'in', ids)
      .where('orphaned_at', 'is', null)
      .where(({ not }) => not(shownSomewhere))
      .returning('id')
      .execute();
    hidden.push(...rows.map(({ id }) => id));
  }
  return hidden;
}
