/** Places that are gone at the server. What no place shows any more is hidden at once and forgotten later. */
import type { Write } from '../database/context.ts';
import { firstOfEach, runEach } from '../database/each.ts';
import { inChunks } from '../database/in-chunks.ts';
import { showFiling } from '../intents/show-filing.ts';
import { removeLabelPlaces } from './labels.ts';
import { retell } from './retell.ts';

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

function known<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined);
}

async function remove(change: Write, folder: FolderKey, places: readonly Removed[]): Promise<void> {
  const messageIds = [...new Set(places.map((place) => place.message_id))];
  await retell(change, folder.accountId, messageIds, async () => {
    await removeLabelPlaces(change, folder, places);
    await runEach(
      change.db,
      removePlace,
      places.map(({ uid }) => [folder.id, uid]),
    );
    await showFiling(change, folder.accountId, messageIds);
  });
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
