/** Deleting messages from the store: their bodies, intents, themselves, and then their search words. */
import type { Transaction } from 'kysely';
import type { BlobStore } from '../blobs/blob-store.ts';
import { type StoreContext, write } from '../database/context.ts';
import type { Tables } from '../database/tables.ts';

/** Messages per transaction: web requests that write wait for one of them at most. */
const perTransaction = 500;

/**
 * The messages must have no place. Their words are removed from the search index by the caller, once this is committed: removed
 * before, a message that is kept after all would never be found again.
 */
export async function deleteMessages(db: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  await db.deleteFrom('bodies').where('message_id', 'in', ids).execute();
  await db.deleteFrom('intents').where('message_id', 'in', ids).execute();
  await db.deleteFrom('reading_tries').where('message_id', 'in', ids).execute();
  await db.deleteFrom('quarantine').where('message_id', 'in', ids).execute();
  await db.deleteFrom('messages').where('id', 'in', ids).execute();
}

/**
 * Conversations among these that hold neither a message nor something being sent. Their thread keys go with them; those of a thread
 * that is split stay until its last part goes.
 */
async function deleteEmptyConversations(db: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  const parts = await db
    .selectFrom('conversations')
    .select('part_of')
    .distinct()
    .where('id', 'in', ids)
    .where('part_of', 'is not', null)
    .execute();
  await deleteEmpty(db, ids);
  if (parts.length > 0)
    await deleteEmpty(
      db,
      parts.flatMap((row) => row.part_of ?? []),
    );
}

async function deleteEmpty(db: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  await db
    .deleteFrom('conversations')
    .where('id', 'in', ids)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('conversations as part')
            .select('part.id')
            .whereRef('part.part_of', '=', 'conversations.id')
            .whereRef('part.id', '!=', 'conversations.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('messages')
            .select('messages.id')
            .whereRef('messages.conversation_id', '=', 'conversations.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outgoing')
            .select('outgoing.id')
            .whereRef('outgoing.conversation_id', '=', 'conversations.id'),
        ),
      ),
    )
    .execute();
}

/** What was hidden before `before` and has not come back in another folder was deleted at the provider. */
export async function forgetOrphans(
  context: StoreContext,
  blobs: BlobStore,
  accountId: number,
  before: Date,
): Promise<void> {
  for (;;) {
    const forgotten = await write(context, async ({ db }) => {
      const rows = await db
        .selectFrom('messages')
        .select(['id', 'conversation_id'])
        .where('account_id', '=', accountId)
        .where('orphaned_at', '<', before.getTime())
        // What a person is deleting, or another program has marked, is hidden while the server still has it.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('places').select('places.uid').whereRef('places.message_id', '=', 'messages.id'),
            ),
          ),
        )
        .orderBy('orphaned_at')
        .limit(perTransaction)
        .execute();
      if (rows.length === 0) return [];
      const ids = rows.map(({ id }) => id);
      await deleteMessages(db, ids);
      await deleteEmptyConversations(db, [...new Set(rows.map((row) => row.conversation_id))]);
      return ids;
    });
    await context.search.remove(forgotten);
    await blobs.removeOfMessages(accountId, forgotten);
    if (forgotten.length < perTransaction) return;
  }
}
