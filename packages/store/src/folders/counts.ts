/**
 * Messages and unread of each folder, kept beside it: counting a folder of 100,000 at every click would cost milliseconds each time.
 * A change counts what it is about to touch, acts, counts again, and adds the difference; so the numbers stay exact whatever the
 * action was, and the cost is that of the messages touched.
 */
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';

interface Count {
  messages: number;
  unread: number;
}

const idsPerQuery = 5000;

/** Per folder, the places of these messages, and those whose message is unread. */
async function count(db: Transaction<Tables>, messageIds: readonly number[]): Promise<Map<number, Count>> {
  const counts = new Map<number, Count>();
  for (const ids of inChunks(messageIds, idsPerQuery)) {
    const rows = await db
      .selectFrom('places')
      .innerJoin('messages', 'messages.id', 'places.message_id')
      .select(({ fn }) => [
        'places.folder_id',
        fn.countAll<number>().as('messages'),
        fn.sum<number>(sql`1 - messages.seen`).as('unread'),
      ])
      .where('places.message_id', 'in', ids)
      .groupBy('places.folder_id')
      .execute();
    for (const row of rows) add(counts, row.folder_id, row, 1);
  }
  return counts;
}

function add(counts: Map<number, Count>, folderId: number, by: Count, sign: 1 | -1): void {
  const known = counts.get(folderId) ?? { messages: 0, unread: 0 };
  counts.set(folderId, {
    messages: known.messages + sign * by.messages,
    unread: known.unread + sign * by.unread,
  });
}

export class FolderCounts {
  readonly #db: Transaction<Tables>;
  readonly #before: Map<number, Count>;

  private constructor(db: Transaction<Tables>, before: Map<number, Count>) {
    this.#db = db;
    this.#before = before;
  }

  /** @param messageIds stored messages whose places or flags are about to change. */
  static async before(db: Transaction<Tables>, messageIds: readonly number[]): Promise<FolderCounts> {
    return new FolderCounts(db, await count(db, messageIds));
  }

  /**
   * @param messageIds the same, and those that were added.
   * @returns ids of the folders whose counts changed.
   */
  async after(messageIds: readonly number[]): Promise<number[]> {
    const difference = await count(this.#db, messageIds);
    for (const [folderId, before] of this.#before) add(difference, folderId, before, -1);
    const changed = [...difference].filter(([, { messages, unread }]) => messages !== 0 || unread !== 0);
    for (const [folderId, { messages, unread }] of changed) {
      await this.#db
        .updateTable('folders')
        .set((row) => ({
          messages: row('messages', '+', messages),
          unread: row('unread', '+', unread),
        }))
        .where('id', '=', folderId)
        .execute();
    }
    return changed.map(([folderId]) => folderId);
  }
}
