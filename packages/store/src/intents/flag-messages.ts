/** Flags stored as intents, and applied to what every screen shows, in one transaction. */
import type { FlagIntentInput } from '@mailroom/model';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { FolderCounts } from '../folders/counts.ts';
import { tellChanged } from '../messages/after-change.ts';
import { deriveFlags } from '../messages/derive-flags.ts';
import { isShown } from '../messages/shown.ts';

/**
 * One row for each message and folder that holds it, since each is a push of its own.
 *
 * @param about messages of one account, and the person whose intent it is
 */
export async function flagMessages(
  change: Write,
  about: { accountId: number; messageIds: readonly number[]; personId: string },
  { flag, value }: Pick<FlagIntentInput, 'flag' | 'value'>,
): Promise<void> {
  const { db, now } = change;
  const { accountId, messageIds, personId } = about;
  const counts = await FolderCounts.before(db, messageIds);
  const folders = Map.groupBy(
    await db
      .selectFrom('places')
      .innerJoin('folders', 'folders.id', 'places.folder_id')
      .select(['places.message_id', 'places.folder_id'])
      .distinct()
      .where('places.message_id', 'in', messageIds)
      .where(isShown('places'))
      // Gmail keeps flags with the message, whatever labels show it.
      .where('folders.label_of', 'is', null)
      .execute(),
    (place) => place.message_id,
  );
  const rows = messageIds.flatMap((id) =>
    (folders.get(id) ?? [{ folder_id: null }]).map(({ folder_id }) => ({
      account_id: accountId,
      message_id: id,
      folder_id,
      person_id: personId,
      kind: 'flag',
      flag,
      value: value ? 1 : 0,
      state: 'pending',
      created_at: now,
    })),
  );
  for (const chunk of inChunks(rows)) await db.insertInto('intents').values(chunk).execute();
  const changed = await deriveFlags(db, messageIds);
  await tellChanged(change, {
    accountId,
    messages: changed.map(({ id }) => id),
    conversations: changed.map(({ conversationId }) => conversationId),
    folders: await counts.after(messageIds),
  });
}
