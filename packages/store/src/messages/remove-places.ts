/** Places that are gone at the server. What no place shows any more is hidden at once and forgotten later. */
import type { Write } from '../database/context.ts';
import { firstOfEach, runEach } from '../database/each.ts';
import { rowsPerStep } from '../database/steps.ts';
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

/**
 * One step of removing all that a folder holds: see database/steps.ts.
 *
 * @param from least UID; below 1 lies what is on its way there (intents/show-filing.ts).
 * @returns whether there may be more.
 */
export async function removeSomePlaces(change: Write, folder: FolderKey, from?: number): Promise<boolean> {
  let query = change.db
    .selectFrom('places')
    .select(['uid', 'message_id'])
    .where('folder_id', '=', folder.id)
    .orderBy('uid')
    .limit(rowsPerStep);
  if (from !== undefined) query = query.where('uid', '>=', from);
  const places = await query.execute();
  if (places.length > 0) await remove(change, folder, places);
  return places.length === rowsPerStep;
}
