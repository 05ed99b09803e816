/** A conversation with what its copies in other mailboxes hold besides: each message once, and who has it and answered it. */
import type { ConversationMessage } from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { readable } from '../access/readable.ts';
import type { MessagesTable } from '../database/tables/mail.ts';
import type { Tables } from '../database/tables.ts';
import { presentMessages } from '../messages/message-view.ts';
import { answersOf } from './answers.ts';
import { oneConversation } from './copied-conversations.ts';
import { type CopyPair, copyPairs } from './copy-pairs.ts';
import { isOfSeveralMailboxes } from './mailboxes.ts';

type Row = Selectable<MessagesTable>;

export interface WholeConversation {
  /** Of the asked one and its copies. */
  ids: number[];
  /** Oldest first. */
  messages: ConversationMessage[];
}

/** Of several copies the one in the conversation that was asked for is shown, else one of the person's own. */
function shownOf(rows: readonly Row[], pairs: readonly CopyPair[], scope: MailScope, asked: number): Row[] {
  const place = (row: Row) => [
    row.conversation_id === asked ? 0 : 1,
    scope.levels.get(row.account_id) === 'own' ? 0 : 1,
    row.id,
  ];
  const places = new Map(rows.map((row) => [row.id, place(row)]));
  const copies = Map.groupBy(pairs, ({ message }) => message);
  return rows.filter((row) => {
    const own = place(row);
    return !(copies.get(row.id) ?? []).some(({ copy }) => {
      const other = places.get(copy);
      return other !== undefined && isBefore(other, own);
    });
  });
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0);
}

/** Nothing of a conversation of which the scope lets nothing be read. */
export async function wholeConversation(
  db: Kysely<Tables>,
  scope: MailScope,
  conversationId: number,
): Promise<WholeConversation> {
  const several = isOfSeveralMailboxes(scope);
  const ids = several ? await oneConversation(db, scope, conversationId) : [conversationId];
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', 'in', ids)
    .where('orphaned_at', 'is', null)
    .where(readable(scope))
    .orderBy('id')
    .execute();
  if (!rows.some((row) => row.conversation_id === conversationId)) return { ids, messages: [] };
  const pairs = several
    ? await copyPairs(
        db,
        scope,
        rows.map(({ id }) => id),
      )
    : [];
  const answers = await answersOf(db, rows, pairs);
  const copies = Map.groupBy(pairs, ({ message }) => message);
  const messages = await presentMessages(db, scope, shownOf(rows, pairs, scope, conversationId));
  return {
    ids,
    messages: messages.map((message) => ({
      ...message,
      copies: (copies.get(Number(message.id)) ?? []).map(({ accountId, copy }) => ({
        accountId: String(accountId),
        messageId: String(copy),
      })),
      answers: answers.get(Number(message.id)) ?? [],
    })),
  };
}
