/**
 * Messages and unread of each folder, kept beside it: counting a folder of 100,000 at every click would cost milliseconds each time.
 * A change counts what it is about to touch, acts, counts again, and adds the difference; so the numbers stay exact whatever the
 * action was, and the cost is that of the messages touched.
 */
import type { Transaction } from 'kysely';
import { allOfEach, runEach } from '../database/each.ts';
import type { Tables } from '../database/tables.ts';

export interface Count {
  messages: number;
  unread: number;
}

const placesOfMessage = `select p.folder_id as folder, 1 - m.seen as unread
  from places p join messages m on m.id = p.message_id where p.message_id = ? and p.leaving = 0 and p.deleted = 0`;

/** Per folder, the shown places of these messages, and those whose message is unread. */
async function count(db: Transaction<Tables>, messageIds: readonly number[]): Promise<Map<number, Count>> {
  const counts = new Map<number, Count>();
  const places = await allOfEach<{ folder: number; unread: number }>(
    db,
    placesOfMessage,
    messageIds.map((id) => [id]),
  );
  for (const { folder, unread } of places.flat()) add(counts, folder, { messages: 1, unread }, 1);
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
  readonly #arrived = new Map<number, Count>();

  private constructor(db: Transaction<Tables>, before: Map<number, Count>) {
    this.#db = db;
    this.#before = before;
  }

  /** @param messageIds stored messages whose places or flags are about to change. */
  static async before(db: Transaction<Tables>, messageIds: readonly number[]): Promise<FolderCounts> {
    return new FolderCounts(db, await count(db, messageIds));
  }

  /** Shown places of messages that were not stored before, which are counted as they come and not again. */
  arrived(folderId: number, places: Count): void {
    add(this.#arrived, folderId, places, 1);
  }

  /**
   * @param messageIds the same.
   * @returns ids of the folders whose counts changed.
   */
  async after(messageIds: readonly number[]): Promise<number[]> {
    const difference = await count(this.#db, messageIds);
    for (const [folderId, before] of this.#before) add(difference, folderId, before, -1);
    for (const [folderId, arrived] of this.#arrived) add(difference, folderId, arrived, 1);
    const changed = [...difference].filter(([, { messages, unread }]) => messages !== 0 || unread !== 0);
    await runEach(
      this.#db,
      'update folders set messages = messages + ?, unread = unread + ? where id = ?',
      changed.map(([folderId, { messages, unread }]) => [messages, unread, folderId]),
    );
    return changed.map(([folderId]) => folderId);
  }
}
