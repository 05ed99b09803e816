/** What follows whenever messages of an account were added, flagged, moved or hidden: conversations told anew, and the change log. */
import type { Transaction } from 'kysely';
import { refreshConversations, refreshFlags } from '../conversations/aggregates.ts';
import type { Write } from '../database/context.ts';
import { firstOfEach } from '../database/each.ts';
import type { Tables } from '../database/tables.ts';

export interface Touched {
  accountId: number;
  messages: Iterable<number>;
  /** To be told anew. */
  conversations: Iterable<number>;
  folders: Iterable<number>;
}

export async function tellChanged({ db, changes }: Write, touched: Touched): Promise<void> {
  const { accountId } = touched;
  const { shown, empty } = await refreshConversations(db, touched.conversations);
  changes.put('conversation', accountId, shown);
  changes.remove('conversation', accountId, empty);
  changes.put('message', accountId, touched.messages);
  changes.put('folder', accountId, touched.folders);
}

/** The same where nothing but flags of messages has changed: at every pull, of a few messages of many conversations. */
export async function tellReflagged(
  { db, changes }: Write,
  touched: {
    accountId: number;
    /** As `deriveFlags` answers them. */
    changed: readonly { id: number; conversationId: number }[];
    folders: Iterable<number>;
  },
): Promise<void> {
  const { accountId, changed } = touched;
  const conversations = new Set(changed.map(({ conversationId }) => conversationId));
  await refreshFlags(db, conversations);
  changes.put('conversation', accountId, conversations);
  changes.put(
    'message',
    accountId,
    changed.map(({ id }) => id),
  );
  changes.put('folder', accountId, touched.folders);
}

/** Each once. */
export async function conversationsOf(
  db: Transaction<Tables>,
  messageIds: readonly number[],
): Promise<number[]> {
  const rows = await firstOfEach<{ conversation_id: number }>(
    db,
    'select conversation_id from messages where id = ?',
    messageIds.map((id) => [id]),
  );
  return [...new Set(rows.flatMap((row) => (row ? row.conversation_id : [])))];
}
