/** Places that are gone at the server. What they leave without any place is hidden at once and forgotten later. */
import type { Transaction } from 'kysely';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import { FolderCounts } from '../folders/counts.ts';
import { tellChanged } from './after-change.ts';
import { deriveFlags } from './derive-flags.ts';
import { removeLabelPlaces } from './labels.ts';

interface FolderKey {
  id: number;
  accountId: number;
}

async function conversationsOf(db: Transaction<Tables>, messageIds: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .select('conversation_id')
    .distinct()
    .where('id', 'in', messageIds)
    .execute();
  return rows.map((row) => row.conversation_id);
}

/** Messages among these that no place holds any more. */
async function hideOrphans(
  db: Transaction<Tables>,
  messageIds: readonly number[],
  now: number,
): Promise<number[]> {
  const hidden = await db
    .updateTable('messages')
    .set({ orphaned_at: now })
    .where('id', 'in', messageIds)
    .where('orphaned_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('places').select('places.uid').whereRef('places.message_id', '=', 'messages.id')),
      ),
    )
    .returning('id')
    .execute();
  return hidden.map(({ id }) => id);
}

async function removeChunk(
  change: Write,
  folder: FolderKey,
  places: readonly { uid: number; message_id: number }[],
): Promise<void> {
  const { db, changes, now } = change;
  const messageIds = [...new Set(places.map((place) => place.message_id))];
  const counts = await FolderCounts.before(db, messageIds);
  await removeLabelPlaces(change, folder, places);
  await db
    .deleteFrom('places')
    .where('folder_id', '=', folder.id)
    .where(
      'uid',
      'in',
      places.map(({ uid }) => uid),
    )
    .execute();
  const hidden = await hideOrphans(db, messageIds, now);
  await deriveFlags(db, messageIds);
  await tellChanged(change, {
    accountId: folder.accountId,
    messages: messageIds,
    conversations: await conversationsOf(db, messageIds),
    folders: await counts.after(messageIds),
  });
  changes.remove('message', folder.accountId, hidden);
}

export async function removePlaces(change: Write, folder: FolderKey, uids: readonly number[]): Promise<void> {
  for (const chunk of inChunks(uids, 5000)) {
    const places = await change.db
      .selectFrom('places')
      .select(['uid', 'message_id'])
      .where('folder_id', '=', folder.id)
      .where('uid', 'in', chunk)
      .execute();
    if (places.length > 0) await removeChunk(change, folder, places);
  }
}

export async function removeFolderPlaces(change: Write, folder: FolderKey): Promise<void> {
  const places = await change.db
    .selectFrom('places')
    .select(['uid', 'message_id'])
    .where('folder_id', '=', folder.id)
    .execute();
  for (const chunk of inChunks(places, 5000)) await removeChunk(change, folder, chunk);
}
