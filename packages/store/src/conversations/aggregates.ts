/** What the list shows of a conversation, told by its messages, and stored with it so that the list is one read. */
import type { MailAddress } from '@mailroom/model';
import type { Transaction } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import type { Tables } from '../database/tables.ts';

const maxParticipants = 6;

export interface AggregatedMessage {
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
}

function distinctSenders(messages: readonly AggregatedMessage[]): MailAddress[] {
  const senders = new Map<string, MailAddress>();
  for (const { from } of messages) {
    for (const sender of fromJson<MailAddress[]>(from)) {
      const address = sender.address.toLowerCase();
      if (!senders.has(address)) senders.set(address, sender);
    }
    if (senders.size >= maxParticipants) break;
  }
  return [...senders.values()].slice(0, maxParticipants);
}

/** Subject of the oldest message, first words of the newest; the rest over all. `messages` oldest first; none gives an empty row. */
export function aggregate(messages: readonly AggregatedMessage[]): Aggregates {
  const newest = messages.at(-1);
  const some = (column: 'flagged' | 'answered' | 'has_attachments') =>
    messages.some((message) => message[column] === 1) ? 1 : 0;
  return {
    subject: messages[0]?.subject ?? '',
    snippet: newest?.snippet ?? '',
    participants: JSON.stringify(distinctSenders(messages)),
    messages: messages.length,
    unread: messages.filter(({ seen }) => seen === 0).length,
    flagged: some('flagged'),
    answered: some('answered'),
    has_attachments: some('has_attachments'),
    latest_at: newest?.received_at ?? 0,
  };
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
  const shown: number[] = [];
  const empty: number[] = [];
  for (const ids of inChunks([...new Set(conversationIds)])) {
    const rows = await db
      .selectFrom('messages')
      .select([
        'conversation_id',
        'subject',
        'snippet',
        'from',
        'received_at',
        'seen',
        'flagged',
        'answered',
        'has_attachments',
      ])
      .where('conversation_id', 'in', ids)
      .where('orphaned_at', 'is', null)
      .orderBy('conversation_id')
      .orderBy('id')
      .execute();
    const byConversation = Map.groupBy(rows, (row) => row.conversation_id);
    const values = ids.map((id) => ({ id, ...aggregate(byConversation.get(id) ?? []) }));
    for (const { id, messages } of values) (messages > 0 ? shown : empty).push(id);
    await save(db, values);
  }
  return { shown, empty };
}

/** Existing rows only: the account id that an insert would need is never used, since every id is there already. */
async function save(
  db: Transaction<Tables>,
  values: readonly ({ id: number } & Aggregates)[],
): Promise<void> {
  await db
    .insertInto('conversations')
    .values(values.map((value) => ({ ...value, account_id: 0 })))
    .onConflict((existing) =>
      existing.column('id').doUpdateSet(({ ref }) => ({
        subject: ref('excluded.subject'),
        snippet: ref('excluded.snippet'),
        participants: ref('excluded.participants'),
        messages: ref('excluded.messages'),
        unread: ref('excluded.unread'),
        flagged: ref('excluded.flagged'),
        answered: ref('excluded.answered'),
        has_attachments: ref('excluded.has_attachments'),
        latest_at: ref('excluded.latest_at'),
      })),
    )
    .execute();
}
