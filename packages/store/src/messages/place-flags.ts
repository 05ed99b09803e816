/** The server's flags of places that are stored already. */
import type { StoredPlace } from '@mailroom/engine/ports/index';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { FolderCounts } from '../folders/counts.ts';
import { tellChanged } from './after-change.ts';
import { deriveFlags } from './derive-flags.ts';
import { joinFlags, splitFlags } from './flags.ts';

interface FolderKey {
  id: number;
  accountId: number;
}

/** Stores those that differ. UIDs that are not stored are passed over: the next listing brings them as arrivals. */
export async function savePlaceFlags(
  change: Write,
  folder: FolderKey,
  places: readonly StoredPlace[],
): Promise<void> {
  for (const chunk of inChunks(places, 5000)) await saveChunk(change, folder, chunk);
}

async function saveChunk(change: Write, folder: FolderKey, places: readonly StoredPlace[]): Promise<void> {
  const { db, now } = change;
  const rows = await db
    .selectFrom('places')
    .select(['uid', 'message_id', 'flags'])
    .where('folder_id', '=', folder.id)
    .where(
      'uid',
      'in',
      places.map(({ uid }) => uid),
    )
    .execute();
  const told = new Map(places.map(({ uid, flags }) => [uid, joinFlags(flags)]));
  const differing = rows.filter((row) => row.flags !== told.get(row.uid));
  if (differing.length === 0) return;

  const messageIds = [...new Set(differing.map((row) => row.message_id))];
  const counts = await FolderCounts.before(db, messageIds);
  for (const { uid } of differing) {
    const flags = told.get(uid) ?? '';
    await db
      .updateTable('places')
      .set({ flags, mark: placeMark(uid, splitFlags(flags)), updated_at: now })
      .where('folder_id', '=', folder.id)
      .where('uid', '=', uid)
      .execute();
  }
  const changed = await deriveFlags(db, messageIds);
  await tellChanged(change, {
    accountId: folder.accountId,
    messages: changed.map(({ id }) => id),
    conversations: changed.map(({ conversationId }) => conversationId),
    folders: await counts.after(messageIds),
  });
}
