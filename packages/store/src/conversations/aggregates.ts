/**
 * What the list shows of a conversation, told by its messages, and stored with it so that the list is one read. A conversation that
 * grows at one end is told on from what is stored; after any other change it is told anew.
 */
import type { MailAddress } from '@mailroom/model';
import type { Transaction } from 'kysely';
import { allOfEach, firstOfEach, insertStatement, runEach, type Values } from '../database/each.ts';
import { fromJson } from '../database/json.ts';
import type { Tables } from '../database/tables.ts';

const maxParticipants = 6;

export interface AggregatedMessage {
  id: number;
  subject: string;
  snippet: string;
  from: string;
  received_at: number;
  seen: number;
  flagged: number;
  answered: number;
  has_attachments: number;
}

export interface Aggregates {
  subject: string;
  snippet: string;
  participants: string;
  messages: number;
  unread: number;
  flagged: number;
  answered: number;
  has_attachments: number;
  latest_at: number;
  /** Ids of the oldest and the newest message; 0 without any. */
  first_message: number;
  last_message: number;
}

function distinctSenders(lists: Iterable<string>): string {
  const senders = new Map<string, MailAddress>();
  for (const list of new Set(lists)) {
    for (const sender of fromJson<MailAddress[]>(list)) {
      const address = sender.address.toLowerCase();
      if (!senders.has(address)) senders.set(address, sender);
    }
    if (senders.size >= maxParticipants) break;
  }
  return JSON.stringify([...senders.values()].slice(0, maxParticipants));
}

/** Subject of the oldest message, first words of the newest; the rest over all. `messages` oldest first; none gives an empty row. */
export function aggregate(messages: readonly AggregatedMessage[]): Aggregates {
  const oldest = messages[0];
  const newest = messages.at(-1);
  const some = (column: 'flagged' | 'answered' | 'has_attachments') =>
    messages.some((message) => message[column] === 1) ? 1 : 0;
  return {
    subject: oldest?.subject ?? '',
    snippet: newest?.snippet ?? '',
    participants: distinctSenders(messages.map(({ from }) => from)),
    messages: messages.length,
    unread: messages.reduce((unread, { seen }) => unread + 1 - seen, 0),
    flagged: some('flagged'),
    answered: some('answered'),
    has_attachments: some('has_attachments'),
    latest_at: newest?.received_at ?? 0,
    first_message: oldest?.id ?? 0,
    last_message: newest?.id ?? 0,
  };
}

/** What two parts of a conversation show together, or undefined where neither is wholly older than the other: then its messages tell. */
export function combine(one: Aggregates, other: Aggregates): Aggregates | undefined {
  if (one.messages === 0) return other;
  if (other.messages === 0) return one;
  const [older, newer] = one.first_message < other.first_message ? [one, other] : [other, one];
  if (older.last_message >= newer.first_message) return undefined;
  return {
    subject: older.subject,
    snippet: newer.snippet,
    participants: distinctSenders([older.participants, newer.participants]),
    messages: older.messages + newer.messages,
    unread: older.unread + newer.unread,
    flagged: Math.max(older.flagged, newer.flagged),
    answered: Math.max(older.answered, newer.answered),
    has_attachments: Math.max(older.has_attachments, newer.has_attachments),
    latest_at: newer.latest_at,
    first_message: older.first_message,
    last_message: newer.last_message,
  };
}

export const aggregateColumns = [
  'subject',
  'snippet',
  'participants',
  'messages',
  'unread',
  'flagged',
  'answered',
  'has_attachments',
  'latest_at',
  'first_message',
  'last_message',
] as const satisfies readonly (keyof Aggregates)[];

function valuesOf(told: Aggregates): Values {
  return aggregateColumns.map((column) => told[column]);
}

const insert = `${insertStatement('conversations', ['account_id', ...aggregateColumns])} returning id`;
const update = `update conversations set ${aggregateColumns.map((column) => `${column} = ?`).join(', ')} where id = ?`;
const select = `select id, part_of, ${aggregateColumns.join(', ')} from conversations where id = ?`;

export interface StoredConversation extends Aggregates {
  id: number;
  /** See split.ts. */
  part_of: number | null;
}

/** @returns their ids, in the same order. */
export async function createConversations(
  db: Transaction<Tables>,
  accountId: number,
  told: readonly Aggregates[],
): Promise<number[]> {
  const rows = await firstOfEach<{ id: number }>(
    db,
    insert,
    told.map((each) => [accountId, ...valuesOf(each)]),
  );
  return rows.map((row) => row?.id ?? 0);
}

/** Those that exist, by id. */
export async function storedConversations(
  db: Transaction<Tables>,
  ids: Iterable<number>,
): Promise<Map<number, StoredConversation>> {
  const rows = await firstOfEach<StoredConversation>(
    db,
    select,
    [...ids].map((id) => [id]),
  );
  return new Map(rows.flatMap((row) => (row ? [[row.id, row]] : [])));
}

export async function saveAggregates(
  db: Transaction<Tables>,
  told: Iterable<readonly [id: number, aggregates: Aggregates]>,
): Promise<void> {
  await runEach(
    db,
    update,
    [...told].map(([id, each]) => [...valuesOf(each), id]),
  );
}

const shownMessages = `select id, subject, snippet, "from", received_at, seen, flagged, answered, has_attachments
  from messages where conversation_id = ? and orphaned_at is null order by id`;

/** What their messages that have a place tell of conversations, in their order. */
export async function aggregatesOf(db: Transaction<Tables>, ids: readonly number[]): Promise<Aggregates[]> {
  const messages = await allOfEach<AggregatedMessage>(
    db,
    shownMessages,
    ids.map((id) => [id]),
  );
  return ids.map((_, at) => aggregate(messages[at] ?? []));
}

/**
 * Tells the conversations anew from their messages that have a place.
 *
 * @returns ids by whether anything is left to show.
 */
export async function refreshConversations(
  db: Transaction<Tables>,
  conversationIds: Iterable<number>,
): Promise<{ shown: number[]; empty: number[] }> {
  const ids = [...new Set(conversationIds)];
  const aggregates = await aggregatesOf(db, ids);
  const told = aggregates.map((each, at) => [ids[at] ?? 0, each] as const);
  await saveAggregates(db, told);
  const shown = told.filter(([, each]) => each.messages > 0).map(([id]) => id);
  const empty = told.filter(([, each]) => each.messages === 0).map(([id]) => id);
  return { shown, empty };
}

const shownFlags = `select coalesce(sum(1 - seen), 0) as unread, coalesce(max(flagged), 0) as flagged,
    coalesce(max(answered), 0) as answered
  from messages where conversation_id = ? and orphaned_at is null`;
const updateFlags = 'update conversations set unread = ?, flagged = ?, answered = ? where id = ?';

/** Where nothing but flags of messages has changed. */
export async function refreshFlags(
  db: Transaction<Tables>,
  conversationIds: ReadonlySet<number>,
): Promise<void> {
  const ids = [...conversationIds];
  const told = await firstOfEach<Pick<Aggregates, 'unread' | 'flagged' | 'answered'>>(
    db,
    shownFlags,
    ids.map((id) => [id]),
  );
  await runEach(
    db,
    updateFlags,
    told.map((row, at) => [row?.unread ?? 0, row?.flagged ?? 0, row?.answered ?? 0, ids[at] ?? 0]),
  );
}
