/** Conversations that hold copies of one another's messages: to a person they are one. */
import { type Kysely, sql } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { readable } from '../access/readable.ts';
import type { Tables } from '../database/tables.ts';
import { copyPairs } from './copy-pairs.ts';

/** Looked at of each conversation, newest first: a thread of hundreds says with these what it is a copy of. */
const messagesLookedAt = 20;

interface Looked {
  id: number;
  conversation_id: number;
}

async function newestMessages(
  db: Kysely<Tables>,
  scope: MailScope,
  conversationIds: readonly number[],
): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const id of conversationIds) {
    const { rows } = await sql<Looked>`select m.id, m.conversation_id from messages as m
      where m.conversation_id = ${id} and m.orphaned_at is null and ${readable(scope, 'm')}
      order by m.id desc limit ${messagesLookedAt}`.execute(db);
    looked.push(...rows);
  }
  return looked;
}

/** For each of the conversations, those of other accounts that hold a copy of one of its messages. */
export async function copiedConversations(
  db: Kysely<Tables>,
  scope: MailScope,
  conversationIds: readonly number[],
): Promise<Map<number, Set<number>>> {
  const looked = await newestMessages(db, scope, conversationIds);
  const conversationOf = new Map(looked.map((message) => [message.id, message.conversation_id]));
  const copied = new Map<number, Set<number>>();
  for (const { message, conversationId } of await copyPairs(db, scope, [...conversationOf.keys()])) {
    const id = conversationOf.get(message) ?? 0;
    copied.set(id, (copied.get(id) ?? new Set()).add(conversationId));
  }
  return copied;
}

/** The conversation and all that are one with it, also by way of a third. Ascending. */
export async function oneConversation(
  db: Kysely<Tables>,
  scope: MailScope,
  conversationId: number,
): Promise<number[]> {
  const known = new Set([conversationId]);
  for (let asked = [conversationId]; asked.length > 0; ) {
    const copied = await copiedConversations(db, scope, asked);
    asked = [...new Set([...copied.values()].flatMap((ids) => [...ids]))].filter((id) => !known.has(id));
    for (const id of asked) known.add(id);
  }
  return [...known].sort((a, b) => a - b);
}
