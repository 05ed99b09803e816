/**
 * Stores what a folder's listing brought. It runs for every message of every mailbox, so each step is a statement or two for the
 * whole batch, not for each message.
 */
import type { Arrival, StoredPlace } from '@mailroom/engine/ports/index';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import { threadIds } from '@mailroom/engine/thread/index';
import { groupIntoConversations } from '../conversations/grouping.ts';
import { splitThreads } from '../conversations/split.ts';
import { arrivingSubject, rememberSubjectJoins, subjectColumns } from '../conversations/subject.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { notFound } from '../database/refusals.ts';
import { FolderCounts } from '../folders/counts.ts';
import { requireAccount } from '../folders/folder-list.ts';
import { recogniseFiled } from '../outbox/recognise-filed.ts';
import { tellChanged } from './after-change.ts';
import { deriveFlags } from './derive-flags.ts';
import { joinFlags } from './flags.ts';
import { identity } from './identity.ts';
import { saveLabels } from './labels.ts';
import { freeMessageIds, messageRow } from './message-rows.ts';
import { savePlaceFlags } from './place-flags.ts';

interface FolderKey {
  id: number;
  accountId: number;
}

export async function requireFolder({ db }: Write, folderId: number): Promise<FolderKey> {
  const folder = await db
    .selectFrom('folders')
    .select(['id', 'account_id'])
    .where('id', '=', folderId)
    .executeTakeFirst();
  if (!folder) throw notFound('folder');
  await requireAccount(db, folder.account_id);
  return { id: folder.id, accountId: folder.account_id };
}

/** One arrival per UID; a server that lists one twice means its last word. */
export function distinctByUid<One extends { uid: number }>(arrivals: readonly One[]): One[] {
  return [...new Map(arrivals.map((arrival) => [arrival.uid, arrival])).values()];
}

export async function storedUids(
  { db }: Write,
  folder: FolderKey,
  arrivals: readonly { uid: number }[],
): Promise<Set<number>> {
  const uids = new Set<number>();
  for (const chunk of inChunks(arrivals, 5000)) {
    const rows = await db
      .selectFrom('places')
      .select('uid')
      .where('folder_id', '=', folder.id)
      .where(
        'uid',
        'in',
        chunk.map(({ uid }) => uid),
      )
      .execute();
    for (const { uid } of rows) uids.add(uid);
  }
  return uids;
}

/** @param identities see `identity`. */
export async function messagesByIdentity(
  { db }: Write,
  accountId: number,
  identities: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const chunk of inChunks([...new Set(identities)], 5000)) {
    const rows = await db
      .selectFrom('messages')
      .select(['id', 'identity'])
      .where('account_id', '=', accountId)
      .where('identity', 'in', chunk)
      .execute();
    for (const row of rows) if (row.identity !== null) found.set(row.identity, row.id);
  }
  return found;
}

/** Those that begin a message: not known yet, and the first of their identity in this batch. */
function firstOfEach(arrivals: readonly Arrival[], known: ReadonlyMap<string, number>): Arrival[] {
  const seen = new Set(known.keys());
  return arrivals.filter((arrival) => {
    const name = identity(arrival);
    if (name === null) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

async function insertMessages(
  context: StoreContext,
  { db, changes }: Write,
  folder: FolderKey,
  arrivals: readonly Arrival[],
): Promise<{ ids: number[]; conversationIds: number[] }> {
  if (arrivals.length === 0) return { ids: [], conversationIds: [] };
  const { accountId } = folder;
  const ids = await freeMessageIds(db, folder.id, arrivals);
  const subjects = arrivals.map(subjectColumns);
  const grouping = await groupIntoConversations(
    db,
    accountId,
    arrivals.map((arrival, at) => ({
      ...threadIds(arrival),
      subject: arrivingSubject(ids[at] ?? 0, arrival, subjects[at] ?? { subject_key: null, loose: 0 }),
    })),
    context.longestConversation,
  );
  const rows = arrivals.map((arrival, at) =>
    messageRow(arrival, {
      id: ids[at] ?? 0,
      accountId,
      conversationId: grouping.conversationIds[at] ?? 0,
      subject: subjects[at] ?? { subject_key: null, loose: 0 },
    }),
  );
  for (const chunk of inChunks(rows)) await db.insertInto('messages').values(chunk).execute();
  await rememberSubjectJoins(db, grouping.joinedBySubject);
  const split = await splitThreads(db, accountId, grouping.tooLong, context.longestConversation);
  changes.remove('conversation', accountId, [...grouping.merged, ...split.gone]);
  return { ids, conversationIds: [...grouping.conversationIds, ...split.changed] };
}

export async function insertPlaces(
  { db, now }: Write,
  folder: FolderKey,
  placed: readonly { arrival: StoredPlace; messageId: number }[],
): Promise<void> {
  const rows = placed.map(({ arrival, messageId }) => ({
    folder_id: folder.id,
    uid: arrival.uid,
    message_id: messageId,
    flags: joinFlags(arrival.flags),
    mark: placeMark(arrival.uid, arrival.flags),
    updated_at: now,
  }));
  for (const chunk of inChunks(rows)) await db.insertInto('places').values(chunk).execute();
}

/** Those that had no place are shown again. @returns their conversations. */
export async function showAgain({ db }: Write, ids: readonly number[]): Promise<number[]> {
  const conversationIds: number[] = [];
  for (const chunk of inChunks(ids, 5000)) {
    const rows = await db
      .updateTable('messages')
      .set({ orphaned_at: null })
      .where('id', 'in', chunk)
      .returning('conversation_id')
      .execute();
    conversationIds.push(...rows.map((row) => row.conversation_id));
  }
  return conversationIds;
}

export async function addArrivals(
  context: StoreContext,
  folderId: number,
  listed: readonly Arrival[],
): Promise<{ newMessages: number }> {
  return write(context, async (change) => {
    const folder = await requireFolder(change, folderId);
    const arrivals = distinctByUid(listed);
    const stored = await storedUids(change, folder, arrivals);
    await savePlaceFlags(
      change,
      folder,
      arrivals.filter(({ uid }) => stored.has(uid)),
    );

    const placing = arrivals.filter(({ uid }) => !stored.has(uid));
    const identities = placing.flatMap((arrival) => identity(arrival) ?? []);
    const byIdentity = await messagesByIdentity(change, folder.accountId, identities);
    const knownIds = [...new Set(byIdentity.values())];
    const counts = await FolderCounts.before(change.db, knownIds);

    const beginning = firstOfEach(placing, byIdentity);
    const inserted = await insertMessages(context, change, folder, beginning);
    const byArrival = new Map(beginning.map((arrival, at) => [arrival, inserted.ids[at] ?? 0]));
    for (const [arrival, id] of byArrival) {
      const name = identity(arrival);
      if (name !== null) byIdentity.set(name, id);
    }
    const placed = placing.map((arrival) => ({
      arrival,
      messageId: byArrival.get(arrival) ?? byIdentity.get(identity(arrival) ?? '') ?? 0,
    }));
    await insertPlaces(change, folder, placed);

    const shownAgain = await showAgain(change, knownIds);
    const messageIds = [...new Set(placed.map(({ messageId }) => messageId))];
    const alreadyRight = new Set(inserted.ids);
    const several = placed.length > messageIds.length;
    await deriveFlags(change.db, several ? messageIds : messageIds.filter((id) => !alreadyRight.has(id)));
    await recogniseFiled(change, folder, messageIds);
    await tellChanged(change, {
      accountId: folder.accountId,
      messages: messageIds,
      conversations: [...inserted.conversationIds, ...shownAgain],
      folders: await counts.after(messageIds),
    });
    await saveLabels(change, folder, arrivals);
    return { newMessages: inserted.ids.length };
  });
}
