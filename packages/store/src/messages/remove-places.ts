/** Places that are gone at the server. What they leave without any place is hidden at once and forgotten later. */
import type { Write } from '../database/context.ts';
import { firstOfEach, runEach } from '../database/each.ts';
import { inChunks } from '../database/in-chunks.ts';
import { FolderCounts } from '../folders/counts.ts';
import { tellChanged } from './after-change.ts';
import { deriveFlags } from './derive-flags.ts';
import { removeLabelPlaces } from './labels.ts';

interface FolderKey {
  id: number;
  accountId: number;
}

interface Removed {
  uid: number;
  message_id: number;
}

const placeOf = 'select uid, message_id from places where folder_id = ? and uid = ?';
const removePlace = 'delete from places where folder_id = ? and uid = ?';
const hideOrphan = `update messages set orphaned_at = ? where id = ? and orphaned_at is null
  and not exists (select 1 from places p where p.message_id = messages.id) returning id`;
const conversationOf = 'select conversation_id from messages where id = ?';

function known<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined);
}

async function remove(change: Write, folder: FolderKey, places: readonly Removed[]): Promise<void> {
  const { db, changes, now } = change;
  const messageIds = [...new Set(places.map((place) => place.message_id))];
  const counts = await FolderCounts.before(db, messageIds);
  await removeLabelPlaces(change, folder, places);
  await runEach(
    db,
    removePlace,
    places.map(({ uid }) => [folder.id, uid]),
  );
  const orphans = await firstOfEach<{ id: number }>(
    db,
    hideOrphan,
    messageIds.map((id) => [now, id]),
  );
  await deriveFlags(db, messageIds);
  const conversations = await firstOfEach<{ conversation_id: number }>(
    db,
    conversationOf,
    messageIds.map((id) => [id]),
  );
  await tellChanged(change, {
    accountId: folder.accountId,
    messages: messageIds,
    conversations: known(conversations).map((row) => row.conversation_id),
    folders: await counts.after(messageIds),
  });
  changes.remove(
    'message',
    folder.accountId,
    known(orphans).map(({ id }) => id),
  );
}

export async function removePlaces(change: Write, folder: FolderKey, uids: readonly number[]): Promise<void> {
  const places = await firstOfEach<Removed>(
    change.db,
    placeOf,
    uids.map((uid) => [folder.id, uid]),
  );
  const stored = known(places);
  if (stored.length > 0) await remove(change, folder, stored);
}

export async function removeFolderPlaces(change: Write, folder: FolderKey): Promise<void> {
  const places = await change.db
    .selectFrom('places')
    .select(['uid', 'message_id'])
    .where('folder_id', '=', folder.id)
    .execute();
  for (const chunk of inChunks(places, 5000)) await remove(change, folder, chunk);
}
