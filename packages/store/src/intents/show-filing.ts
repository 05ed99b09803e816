/**
 * Makes places show what open intents say. A place that a message is leaving is kept, since the server still has it, but shown to
 * nobody. Where the message is going it has a place under the intent's number, negative, until its UID there is known: no server gives
 * such a UID, and no comparison with one asks for it.
 */
import { placeMark } from '@mailroom/engine/sync/place-mark';
import type { Transaction } from 'kysely';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import { splitFlags } from '../messages/flags.ts';
import { displayFiling, type HeldPlace, type OnItsWay } from './filing-display.ts';
import { anyFiling, filingsOf, heldPlaces } from './open-filings.ts';

/** Which messages are shown, flags, counts and the change log are the caller's: see messages/retell.ts. */
export async function showFiling(
  { db }: Write,
  accountId: number,
  messageIds: readonly number[],
): Promise<void> {
  if (!(await anyFiling(db, accountId))) return;
  await refreshFiling(db, messageIds);
}

/** The same where an intent may just have ended, and with it all that was shown of it. */
export async function refreshFiling(db: Transaction<Tables>, messageIds: readonly number[]): Promise<void> {
  for (const ids of inChunks(messageIds, 5000)) {
    const places = await heldPlaces(db, ids);
    const { leaving, onTheirWay } = displayFiling(places, await filingsOf(db, ids));
    await setLeaving(
      db,
      places.filter((place) => !place.leaving && leaving.has(place)),
      1,
    );
    await setLeaving(
      db,
      places.filter((place) => place.leaving && !leaving.has(place)),
      0,
    );
    await db.deleteFrom('places').where('message_id', 'in', ids).where('uid', '<', 0).execute();
    await insertOnTheirWay(db, onTheirWay);
  }
}

async function setLeaving(
  db: Transaction<Tables>,
  places: readonly HeldPlace[],
  leaving: 0 | 1,
): Promise<void> {
  for (const [folderId, own] of Map.groupBy(places, (place) => place.folderId)) {
    for (const chunk of inChunks(own, 5000)) {
      await db
        .updateTable('places')
        .set({ leaving })
        .where('folder_id', '=', folderId)
        .where(
          'uid',
          'in',
          chunk.map(({ uid }) => uid),
        )
        .execute();
    }
  }
}

async function insertOnTheirWay(db: Transaction<Tables>, onTheirWay: readonly OnItsWay[]): Promise<void> {
  const rows = onTheirWay.map(({ intentId, messageId, folderId, flags, updatedAt }) => ({
    folder_id: folderId,
    uid: -intentId,
    message_id: messageId,
    flags,
    mark: placeMark(-intentId, splitFlags(flags)),
    updated_at: updatedAt,
  }));
  for (const chunk of inChunks(rows)) await db.insertInto('places').values(chunk).execute();
}
