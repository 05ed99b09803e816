/** The server's flags of places that are stored already. */
import type { StoredPlace } from '@mailroom/engine/ports/index';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import type { Write } from '../database/context.ts';
import { firstOfEach, runEach } from '../database/each.ts';
import { FolderCounts } from '../folders/counts.ts';
import { conversationsOf, tellChanged, tellReflagged } from './after-change.ts';
import { deriveFlags } from './derive-flags.ts';
import { joinFlags, splitFlags } from './flags.ts';
import { isDeleted, refreshShown } from './shown.ts';

interface FolderKey {
  id: number;
  accountId: number;
}

const storedFlags = 'select message_id, flags from places where folder_id = ? and uid = ?';
const saveFlags = `update places set flags = ?, deleted = ?, mark = ?, updated_at = ?
  where folder_id = ? and uid = ?`;

/** Stores those that differ. UIDs that are not stored are passed over: the next listing brings them as arrivals. */
export async function savePlaceFlags(
  change: Write,
  folder: FolderKey,
  places: readonly StoredPlace[],
): Promise<void> {
  const { db, now } = change;
  const rows = await firstOfEach<{ message_id: number; flags: string }>(
    db,
    storedFlags,
    places.map(({ uid }) => [folder.id, uid]),
  );
  const differing = places.flatMap((place, at) => {
    const row = rows[at];
    const flags = joinFlags(place.flags);
    if (!row || row.flags === flags) return [];
    const deleted = isDeleted(place.flags);
    const toggled = deleted !== isDeleted(splitFlags(row.flags));
    return [{ ...place, text: flags, deleted, toggled, messageId: row.message_id }];
  });
  if (differing.length === 0) return;

  const messageIds = [...new Set(differing.map(({ messageId }) => messageId))];
  const counts = await FolderCounts.before(db, messageIds);
  await runEach(
    db,
    saveFlags,
    differing.map(({ uid, flags, text, deleted }) => [
      text,
      deleted,
      placeMark(uid, flags),
      now,
      folder.id,
      uid,
    ]),
  );
  const changed = await deriveFlags(db, messageIds);
  await tellReflagged(change, {
    accountId: folder.accountId,
    changed,
    folders: await counts.after(messageIds),
  });
  await tellToggled(
    change,
    folder,
    differing.filter(({ toggled }) => toggled).map(({ messageId }) => messageId),
  );
}

/** Messages that were marked as deleted, or no longer are: what is shown changes, not only how. */
async function tellToggled(
  change: Write,
  { accountId }: FolderKey,
  messageIds: readonly number[],
): Promise<void> {
  if (messageIds.length === 0) return;
  const { db, changes, now } = change;
  const hidden = await refreshShown(db, messageIds, now);
  await tellChanged(change, {
    accountId,
    messages: messageIds,
    conversations: await conversationsOf(db, messageIds),
    folders: [],
  });
  changes.remove('message', accountId, hidden);
}
