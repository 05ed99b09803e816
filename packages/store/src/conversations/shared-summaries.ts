/**
 * What a conversation shows whoever may see some of its messages alone: the stored row tells of all of them, so it is told anew from those
 * that were shared.
 */
import type { Kysely, Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { sharedWith } from '../access/readable.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { ConversationsTable } from '../database/tables/mail.ts';
import type { Tables } from '../database/tables.ts';
import { type AggregatedMessage, aggregate } from './aggregates.ts';

type ConversationRow = Selectable<ConversationsTable>;

/** Rows of accounts that are read as a whole as they are, the others as their shared messages tell them; in the same order. */
export async function toldFromShared(
  db: Kysely<Tables>,
  scope: MailScope,
  rows: readonly ConversationRow[],
): Promise<ConversationRow[]> {
  const partly = rows.filter((row) => !scope.accountIds.includes(row.account_id));
  if (partly.length === 0) return [...rows];
  const shared = await sharedMessages(
    db,
    scope,
    partly.map(({ id }) => id),
  );
  return rows.map((row) =>
    scope.accountIds.includes(row.account_id) ? row : { ...row, ...aggregate(shared.get(row.id) ?? []) },
  );
}

async function sharedMessages(
  db: Kysely<Tables>,
  scope: MailScope,
  conversationIds: readonly number[],
): Promise<Map<number, AggregatedMessage[]>> {
  const messages: (AggregatedMessage & { conversation_id: number })[] = [];
  for (const ids of inChunks(conversationIds)) {
    messages.push(
      ...(await db
        .selectFrom('messages')
        .select(['id', 'conversation_id', 'subject', 'snippet', 'from', 'received_at'])
        .select(['seen', 'flagged', 'answered', 'has_attachments'])
        .where('conversation_id', 'in', ids)
        .where('orphaned_at', 'is', null)
        .where(sharedWith(scope, 'messages.id'))
        .orderBy('id')
        .execute()),
    );
  }
  return Map.groupBy(messages, (message) => message.conversation_id);
}
