/** Folders whose count is not that of their messages: see folders/counts.ts, which keeps it by what each change adds. */
import type { Kysely, Transaction } from 'kysely';
import { type StoreContext, write } from '../database/context.ts';
import type { Tables } from '../database/tables.ts';
import type { Count } from '../folders/counts.ts';
import { isShown } from '../messages/shown.ts';
import { breathe } from './breathe.ts';

/** @returns how many there were */
export async function mendCounts(context: StoreContext, accountId: number): Promise<number> {
  const folders = await context.db
    .selectFrom('folders')
    .select(['id', 'messages', 'unread'])
    .where('account_id', '=', accountId)
    .execute();
  let mended = 0;
  for (const { id, ...kept } of folders) {
    await breathe();
    if (isSame(kept, await counted(context.db, id))) continue;
    // Counted again where nobody can write meanwhile.
    const wrong = await write(context, async ({ db, changes }) => {
      const now = await counted(db, id);
      const saved = await db
        .updateTable('folders')
        .set(now)
        .where('id', '=', id)
        .where(({ or, eb }) => or([eb('messages', '!=', now.messages), eb('unread', '!=', now.unread)]))
        .executeTakeFirst();
      if (saved.numUpdatedRows > 0n) changes.put('folder', accountId, [id]);
      return saved.numUpdatedRows > 0n;
    });
    if (wrong) mended += 1;
  }
  return mended;
}

async function counted(db: Kysely<Tables> | Transaction<Tables>, folderId: number): Promise<Count> {
  const { messages, seen } = await db
    .selectFrom('places')
    .innerJoin('messages', 'messages.id', 'places.message_id')
    .select(({ fn }) => [
      fn.countAll<number>().as('messages'),
      fn.sum<number | null>('messages.seen').as('seen'),
    ])
    .where('places.folder_id', '=', folderId)
    .where(isShown('places'))
    .executeTakeFirstOrThrow();
  return { messages, unread: messages - (seen ?? 0) };
}

function isSame(one: Count, other: Count): boolean {
  return one.messages === other.messages && one.unread === other.unread;
}
