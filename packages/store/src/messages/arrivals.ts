/**
 * Stores what a folder's listing brought. It runs for every message of every mailbox, so a new message costs a handful of look-ups and
 * one statement for each row, and nothing is read back that was just written.
 */
import type { Arrival, StoredPlace } from '@mailroom/engine/ports/index';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import { groupIntoConversations } from '../conversations/grouping.ts';
import { splitThreads } from '../conversations/split.ts';
import { arrivingSubject, rememberSubjectJoins } from '../conversations/subject.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { firstOfEach, insertEach } from '../database/each.ts';
import { notFound } from '../database/refusals.ts';
import { FolderCounts } from '../folders/counts.ts';
import { requireAccount } from '../folders/require-account.ts';
import { showFiling } from '../intents/show-filing.ts';
import { recogniseFiled } from '../outbox/recognise-filed.ts';
import { followShares } from '../shares/follow-shares.ts';
import { noteLastArrival } from '../truth/last-arrival.ts';
import { conversationsOf, tellChanged } from './after-change.ts';
import { deriveFlags } from './derive-flags.ts';
import { joinFlags } from './flags.ts';
import { identity } from './identity.ts';
import { saveLabels } from './labels.ts';
import { aggregated, freeMessageIds, messageRow, type NewMessage, newMessage } from './message-rows.ts';
import { savePlaceFlags } from './place-flags.ts';
import { isDeleted, refreshShown } from './shown.ts';

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
  const rows = await firstOfEach<{ uid: number }>(
    db,
    'select uid from places where folder_id = ? and uid = ?',
    arrivals.map(({ uid }) => [folder.id, uid]),
  );
  return new Set(rows.flatMap((row) => (row ? row.uid : [])));
}

/** @param identities see `identity`. */
export async function messagesByIdentity(
  { db }: Write,
  accountId: number,
  identities: Iterable<string>,
): Promise<Map<string, number>> {
  const asked = [...new Set(identities)];
  const rows = await firstOfEach<{ id: number }>(
    db,
    'select id from messages where account_id = ? and identity = ?',
    asked.map((name) => [accountId, name]),
  );
  const found = new Map<string, number>();
  for (const [at, name] of asked.entries()) {
    const row = rows[at];
    if (row) found.set(name, row.id);
  }
  return found;
}

/** The arrivals of one message: several where a folder holds copies of it, and where it holds them all at once. */
interface Copies {
  identity: string | null;
  arrivals: Arrival[];
}

function copiesOf(arrivals: readonly Arrival[]): Copies[] {
  const alone: Copies[] = [];
  const named = new Map<string, Copies>();
  for (const arrival of arrivals) {
    const name = identity(arrival);
    const known = name === null ? undefined : named.get(name);
    if (known) {
      known.arrivals.push(arrival);
      continue;
    }
    const copies = { identity: name, arrivals: [arrival] };
    if (name === null) alone.push(copies);
    else named.set(name, copies);
  }
  return [...named.values(), ...alone];
}

/** Of copies that arrive at once the one with the greatest UID speaks: see derive-flags.ts. */
function speaking(arrivals: readonly Arrival[]): readonly string[] {
  return arrivals.reduce((last, arrival) => (arrival.uid > last.uid ? arrival : last)).flags;
}

async function newMessages(
  { db }: Write,
  folder: FolderKey,
  beginning: readonly Copies[],
): Promise<NewMessage[]> {
  const firsts = beginning.flatMap(({ arrivals }) => arrivals.slice(0, 1));
  const ids = await freeMessageIds(db, folder.id, firsts);
  return firsts.map((arrival, at) =>
    newMessage(
      ids[at] ?? 0,
      beginning[at]?.identity ?? null,
      arrival,
      speaking(beginning[at]?.arrivals ?? [arrival]),
    ),
  );
}

/** @returns conversations that are still to be told from their messages. */
async function insertMessages(
  { longestConversation }: StoreContext,
  { db, changes }: Write,
  { accountId }: FolderKey,
  messages: readonly NewMessage[],
): Promise<number[]> {
  if (messages.length === 0) return [];
  const grouping = await groupIntoConversations(
    db,
    accountId,
    messages.map((message) => ({
      keys: message.keys,
      reason: message.thread.reason,
      subject: arrivingSubject(message.id, message.arrival, message.subject),
      message: aggregated(message),
    })),
    longestConversation,
  );
  await insertEach(
    db,
    'messages',
    messages.map((message, at) => messageRow(message, accountId, grouping.conversationIds[at] ?? 0)),
  );
  await rememberSubjectJoins(db, grouping.joinedBySubject);
  const split = await splitThreads(db, accountId, grouping.tooLong, longestConversation);
  await followShares(
    db,
    accountId,
    messages.map(({ id }) => id),
  );
  changes.put('conversation', accountId, grouping.conversationIds);
  changes.remove('conversation', accountId, [...grouping.merged, ...split.gone]);
  const gone = new Set(split.gone);
  return [...grouping.untold, ...split.changed].filter((id) => !gone.has(id));
}

/** What people have asked for a message goes on applying to it at its new place. */
export async function insertPlaces(
  change: Write,
  folder: FolderKey,
  placed: readonly { arrival: StoredPlace; messageId: number }[],
): Promise<void> {
  await insertEach(
    change.db,
    'places',
    placed.map(({ arrival, messageId }) => ({
      folder_id: folder.id,
      uid: arrival.uid,
      message_id: messageId,
      flags: joinFlags(arrival.flags),
      deleted: isDeleted(arrival.flags),
      mark: placeMark(arrival.uid, arrival.flags),
      updated_at: change.now,
    })),
  );
  const messageIds = [...new Set(placed.map(({ messageId }) => messageId))];
  await showFiling(change, folder.accountId, messageIds);
}

/** Those that had no place are shown again, unless every place hides them. @returns their conversations. */
export async function showAgain({ db, now }: Write, ids: readonly number[]): Promise<number[]> {
  await refreshShown(db, ids, now);
  return conversationsOf(db, ids);
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

    const all = copiesOf(arrivals.filter(({ uid }) => !stored.has(uid)));
    const names = all.flatMap((copies) => copies.identity ?? []);
    const known = await messagesByIdentity(change, folder.accountId, names);
    const knownIds = [...new Set(known.values())];
    const counts = await FolderCounts.before(change.db, knownIds);

    const isKnown = (copies: Copies) => copies.identity !== null && known.has(copies.identity);
    const beginning = all.filter((copies) => !isKnown(copies));
    const messages = await newMessages(change, folder, beginning);
    const untold = await insertMessages(context, change, folder, messages);
    await noteLastArrival(
      change,
      folder,
      messages.map(({ arrival }) => arrival),
    );
    const hiding: number[] = [];
    for (const [at, { id, flags }] of messages.entries()) {
      const copies = beginning[at]?.arrivals ?? [];
      const places = copies.filter((copy) => !isDeleted(copy.flags)).length;
      if (places === 0) hiding.push(id);
      const unread = places * (1 - flags.seen);
      counts.arrived(folder.id, { messages: places, unread });
    }
    const idOf = (copies: Copies) => known.get(copies.identity ?? '') ?? 0;
    await insertPlaces(change, folder, [
      ...beginning.flatMap((copies, at) =>
        copies.arrivals.map((arrival) => ({ arrival, messageId: messages[at]?.id ?? 0 })),
      ),
      ...all
        .filter(isKnown)
        .flatMap((copies) => copies.arrivals.map((arrival) => ({ arrival, messageId: idOf(copies) }))),
    ]);

    const shownAgain = await showAgain(change, [...knownIds, ...hiding]);
    await deriveFlags(change.db, knownIds);
    const messageIds = [...messages.map(({ id }) => id), ...knownIds];
    await recogniseFiled(change, folder, messageIds);
    await tellChanged(change, {
      accountId: folder.accountId,
      messages: messageIds,
      conversations: [...untold, ...shownAgain],
      folders: await counts.after(knownIds),
    });
    await saveLabels(change, folder, arrivals);
    return { newMessages: messages.length };
  });
}
