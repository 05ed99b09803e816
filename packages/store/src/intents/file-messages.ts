/** Moving and deleting, stored and applied to what every screen shows, in one transaction. */
import { folderRole } from '@mailroom/model';
import type { Insertable, Transaction } from 'kysely';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { IntentsTable } from '../database/tables/wishes.ts';
import type { Tables } from '../database/tables.ts';
import { retell } from '../messages/retell.ts';
import { isShown } from '../messages/shown.ts';
import {
  asWhole,
  chooseSources,
  type FilingWish,
  type FolderFacts,
  type ShownPlace,
} from './choose-sources.ts';
import { refreshFiling } from './show-filing.ts';

/** A message that has left a folder. */
export interface FiledMessage {
  messageId: number;
  /** Where it was before. */
  folderId: number;
  /** Folders of Gmail's labels that showed it, where it has left All Mail and so all of them. */
  labelIds: number[];
}

interface Source {
  messageId: number;
  folderId: number;
  /** Null while the message is on its way there. */
  uid: number | null;
}

/**
 * One intent for each place that is left. A move that nobody has begun yet is taken back rather than followed by another: what was
 * undone at once is never sent.
 *
 * @param about messages of one account, and the person whose intent it is
 */
export async function fileMessages(
  change: Write,
  about: { accountId: number; messageIds: readonly number[]; personId: string },
  wish: FilingWish,
): Promise<FiledMessage[]> {
  const { db } = change;
  const { accountId, messageIds } = about;
  const folders = await factsOfFolders(db, accountId);
  const shown = Map.groupBy(await shownPlaces(db, messageIds), ({ messageId }) => messageId);
  const chosen = messageIds.flatMap((id) => chooseSources(shown.get(id) ?? [], wish, folders));
  if (chosen.length === 0) return [];
  const filed = [...new Set(chosen.map(({ messageId }) => messageId))];
  await retell(change, accountId, filed, async () => {
    const real = await realSources(db, chosen, folders.get(wish.targetId ?? 0)?.labelOf ?? null);
    const sources = distinct(real.map((source) => asWhole(source, wish, folders)));
    await insertFilings(change, about, wish, sources, folders);
    await refreshFiling(db, filed);
  });
  return chosen.map((place) => asFiled(place, shown.get(place.messageId) ?? [], wish, folders));
}

/** What leaves All Mail is brought back there, and is then given its labels again. */
function asFiled(
  place: ShownPlace,
  shown: readonly ShownPlace[],
  wish: FilingWish,
  folders: ReadonlyMap<number, FolderFacts>,
): FiledMessage {
  const { messageId } = place;
  const { folderId } = asWhole(place, wish, folders);
  const staysLabelled = wish.targetId === folderId || folders.get(wish.targetId ?? 0)?.labelOf === folderId;
  const labels = shown.filter((other) => folders.get(other.folderId)?.labelOf === folderId);
  return { messageId, folderId, labelIds: staysLabelled ? [] : labels.map((label) => label.folderId) };
}

async function factsOfFolders(db: Transaction<Tables>, accountId: number): Promise<Map<number, FolderFacts>> {
  const rows = await db
    .selectFrom('folders')
    .select(['id', 'role', 'label_of'])
    .where('account_id', '=', accountId)
    .execute();
  return new Map(
    rows.map(({ id, role, label_of }) => [
      id,
      { role: role === null ? null : folderRole.parse(role), labelOf: label_of },
    ]),
  );
}

async function shownPlaces(db: Transaction<Tables>, messageIds: readonly number[]): Promise<ShownPlace[]> {
  const places: ShownPlace[] = [];
  for (const ids of inChunks(messageIds, 5000)) {
    const rows = await db
      .selectFrom('places')
      .select(['message_id', 'folder_id', 'uid'])
      .where('message_id', 'in', ids)
      .where(isShown('places'))
      .orderBy('folder_id')
      .orderBy('uid')
      .execute();
    places.push(...rows.map((row) => ({ messageId: row.message_id, folderId: row.folder_id, uid: row.uid })));
  }
  return places;
}

/**
 * Where the messages really are: what was on its way and not begun is taken back to where it came from.
 *
 * @param labelOf what is on its way there goes on, and is given a label once it has arrived
 */
async function realSources(
  db: Transaction<Tables>,
  chosen: readonly ShownPlace[],
  labelOf: number | null,
): Promise<Source[]> {
  const takenBack = new Map<number, Source | null>();
  const under = chosen.filter(({ uid, folderId }) => uid < 0 && folderId !== labelOf).map(({ uid }) => -uid);
  for (const ids of inChunks(under, 5000)) {
    const rows = await db
      .deleteFrom('intents')
      .where('id', 'in', ids)
      .where('state', '=', 'pending')
      .where('journal', 'is', null)
      .returning(['id', 'message_id', 'folder_id', 'uid'])
      .execute();
    for (const { id, message_id, folder_id, uid } of rows) {
      takenBack.set(id, folder_id === null ? null : { messageId: message_id, folderId: folder_id, uid });
    }
  }
  return chosen.flatMap(({ messageId, folderId, uid }) => {
    if (uid > 0) return { messageId, folderId, uid };
    const origin = takenBack.get(-uid);
    return origin === undefined ? { messageId, folderId, uid: null } : (origin ?? []);
  });
}

function distinct(sources: readonly Source[]): Source[] {
  return [
    ...new Map(
      sources.map((source) => [`${source.messageId} ${source.folderId} ${source.uid}`, source]),
    ).values(),
  ];
}

async function insertFilings(
  { db, now }: Write,
  { accountId, personId }: { accountId: number; personId: string },
  { targetId }: FilingWish,
  sources: readonly Source[],
  folders: ReadonlyMap<number, FolderFacts>,
): Promise<void> {
  const allMail = new Set([...folders.values()].map(({ labelOf }) => labelOf));
  const trashId = [...folders].find(([, { role }]) => role === 'trash')?.[0];
  const common = { account_id: accountId, person_id: personId, state: 'pending', created_at: now };
  const rows = sources.flatMap(({ messageId, folderId, uid }): Insertable<IntentsTable>[] => {
    if (folderId === targetId) return [];
    const source = { ...common, message_id: messageId, folder_id: folderId, uid };
    const labelOf = folders.get(targetId ?? 0)?.labelOf ?? null;
    if (labelOf !== null && labelOf !== folderId && folders.get(folderId)?.labelOf !== labelOf) {
      // From Gmail's trash: the copy that the server names has to be the one in All Mail, whose UIDs a label's places carry.
      return [
        { ...source, kind: 'move', target_id: labelOf },
        { ...source, kind: 'move', folder_id: labelOf, uid: null, target_id: targetId },
      ];
    }
    if (targetId !== null) return [{ ...source, kind: 'move', target_id: targetId }];
    // What \Deleted and EXPUNGE do in Gmail's All Mail is a setting of the mailbox; in its trash they delete.
    if (allMail.has(folderId) && trashId !== undefined) {
      return [
        { ...source, kind: 'move', target_id: trashId },
        { ...source, kind: 'delete', folder_id: trashId, uid: null, target_id: null },
      ];
    }
    return [{ ...source, kind: 'delete', target_id: null }];
  });
  for (const chunk of inChunks(rows)) await db.insertInto('intents').values(chunk).execute();
}
