/**
 * Gmail's labels as places. A message of All Mail has a further place in the folder of each of its labels, under the UID it has in
 * All Mail: lists, counts and unread then work as for any folder. Such a place says nothing of flags; it is as old as can be, so that
 * the place in All Mail, whose flags changed later, speaks for the message.
 */
import type { PlaceLabels } from '@mailroom/engine/ports/index';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import type { Transaction } from 'kysely';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import { FolderCounts } from '../folders/counts.ts';

interface FolderKey {
  id: number;
  accountId: number;
}

interface LabelPlace {
  folderId: number;
  uid: number;
  messageId: number;
}

const idsPerQuery = 5000;

/** Folders of the labels of a folder's messages, by label. Empty for every folder but Gmail's All Mail. */
async function labelFolders(db: Transaction<Tables>, folderId: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('folders')
    .select(['id', 'label'])
    .where('label_of', '=', folderId)
    .where('label', 'is not', null)
    .execute();
  return new Map(rows.flatMap(({ id, label }): [string, number][] => (label === null ? [] : [[label, id]])));
}

/** Messages by the UIDs that they have in the folder. */
async function messagesByUid(
  db: Transaction<Tables>,
  folderId: number,
  uids: readonly number[],
): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const chunk of inChunks(uids, idsPerQuery)) {
    const rows = await db
      .selectFrom('places')
      .select(['uid', 'message_id'])
      .where('folder_id', '=', folderId)
      .where('uid', 'in', chunk)
      .execute();
    for (const row of rows) found.set(row.uid, row.message_id);
  }
  return found;
}

/** Found by message: a label's folder may hold a hundred thousand others. */
async function labelPlaces(
  db: Transaction<Tables>,
  folderIds: ReadonlySet<number>,
  messageIds: readonly number[],
): Promise<LabelPlace[]> {
  const found: LabelPlace[] = [];
  for (const chunk of inChunks(messageIds, idsPerQuery)) {
    const rows = await db
      .selectFrom('places')
      .select(['folder_id', 'uid', 'message_id'])
      .where('message_id', 'in', chunk)
      .execute();
    for (const row of rows) {
      if (!folderIds.has(row.folder_id)) continue;
      found.push({ folderId: row.folder_id, uid: row.uid, messageId: row.message_id });
    }
  }
  return found;
}

async function insert(db: Transaction<Tables>, places: readonly LabelPlace[]): Promise<void> {
  const rows = places.map(({ folderId, uid, messageId }) => ({
    folder_id: folderId,
    uid,
    message_id: messageId,
    flags: '',
    mark: placeMark(uid, []),
    updated_at: 0,
  }));
  for (const chunk of inChunks(rows)) await db.insertInto('places').values(chunk).execute();
}

async function remove(db: Transaction<Tables>, places: readonly LabelPlace[]): Promise<void> {
  for (const [folderId, own] of Map.groupBy(places, (place) => place.folderId)) {
    for (const chunk of inChunks(own, idsPerQuery)) {
      await db
        .deleteFrom('places')
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

/** Stores and removes places of labels, with the counts of their folders and the change log. */
async function replace(
  { db, changes }: Write,
  accountId: number,
  { gone, added }: { gone: readonly LabelPlace[]; added: readonly LabelPlace[] },
): Promise<number> {
  const messageIds = [...new Set([...gone, ...added].map(({ messageId }) => messageId))];
  if (messageIds.length === 0) return 0;
  const counts = await FolderCounts.before(db, messageIds);
  await remove(db, gone);
  await insert(db, added);
  changes.put('folder', accountId, await counts.after(messageIds));
  changes.put('message', accountId, messageIds);
  // What a conversation shows is the same in every folder; which folders show it is not.
  for (const chunk of inChunks(messageIds, idsPerQuery)) {
    const rows = await db
      .selectFrom('messages')
      .select('conversation_id')
      .distinct()
      .where('id', 'in', chunk)
      .execute();
    changes.put(
      'conversation',
      accountId,
      rows.map((row) => row.conversation_id),
    );
  }
  return gone.length + added.length;
}

const keyOf = ({ folderId, uid }: LabelPlace) => `${folderId} ${uid}`;

/**
 * Makes the folders of the labels show exactly these of the folder's places. UIDs that are not stored, labels that no folder is shown
 * for, and places whose labels were not told are passed over.
 *
 * @returns how many places of labels were added or taken away.
 */
export async function saveLabels(
  change: Write,
  folder: FolderKey,
  told: readonly Partial<PlaceLabels>[],
): Promise<number> {
  const labels = new Map(told.flatMap(({ uid, labels }) => (uid && labels ? [[uid, labels] as const] : [])));
  if (labels.size === 0) return 0;
  const { db } = change;
  const folders = await labelFolders(db, folder.id);
  if (folders.size === 0) return 0;
  const messages = await messagesByUid(db, folder.id, [...labels.keys()]);
  const wanted = new Map<string, LabelPlace>();
  for (const [uid, messageId] of messages) {
    for (const label of labels.get(uid) ?? []) {
      const folderId = folders.get(label);
      if (folderId === undefined) continue;
      const place = { folderId, uid, messageId };
      wanted.set(keyOf(place), place);
    }
  }
  const stored = (await labelPlaces(db, new Set(folders.values()), [...messages.values()])).filter(
    ({ uid }) => messages.has(uid),
  );
  const known = new Set(stored.map(keyOf));
  return await replace(change, folder.accountId, {
    gone: stored.filter((place) => !wanted.has(keyOf(place))),
    added: [...wanted.values()].filter((place) => !known.has(keyOf(place))),
  });
}

/** Removes what the labels of a folder show of places that are about to go. Counts and the change log are the caller's. */
export async function removeLabelPlaces(
  { db }: Write,
  folder: FolderKey,
  places: readonly { uid: number; message_id: number }[],
): Promise<void> {
  const folders = await labelFolders(db, folder.id);
  if (folders.size === 0) return;
  const uids = new Set(places.map(({ uid }) => uid));
  const ids = [...new Set(places.map((place) => place.message_id))];
  const shown = await labelPlaces(db, new Set(folders.values()), ids);
  await remove(
    db,
    shown.filter(({ uid }) => uids.has(uid)),
  );
}

/**
 * The places that a folder would have as a label of another: those of its messages that lie there too. To be asked before its own
 * places go, and stored after that.
 */
export async function placesAsLabel(
  db: Transaction<Tables>,
  folderId: number,
  labelOf: number,
): Promise<LabelPlace[]> {
  const rows = await db
    .selectFrom('places as there')
    .select(['there.uid', 'there.message_id'])
    .where('there.folder_id', '=', labelOf)
    .where('there.message_id', 'in', (eb) =>
      eb.selectFrom('places as here').select('here.message_id').where('here.folder_id', '=', folderId),
    )
    .execute();
  return rows.map((row) => ({ folderId, uid: row.uid, messageId: row.message_id }));
}

export async function addLabelPlaces(
  change: Write,
  accountId: number,
  places: readonly LabelPlace[],
): Promise<void> {
  for (const added of inChunks(places, idsPerQuery)) await replace(change, accountId, { gone: [], added });
}
