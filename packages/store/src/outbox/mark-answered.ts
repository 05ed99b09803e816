/** What was answered is marked so here and, by an intent, at the provider, where other programs show it (RFC 9051 2.3.2). */
import { threadIds } from '@mailroom/engine/thread/index';
import type { Transaction } from 'kysely';
import { threadKey } from '../conversations/thread-key.ts';
import type { Write } from '../database/context.ts';
import type { Tables } from '../database/tables.ts';
import { flagMessages } from '../intents/flag-messages.ts';

/**
 * The conversations that the answered message may stand in: the answer's own, and the one that the message's identifier leads to, with
 * all parts of either where the thread is long.
 */
async function conversationsOf(
  db: Transaction<Tables>,
  { account_id, conversation_id }: { account_id: number; conversation_id: number | null },
  key: number,
): Promise<number[]> {
  const named = await db
    .selectFrom('thread_keys')
    .select('conversation_id')
    .where('account_id', '=', account_id)
    .where('key_hash', '=', key)
    .executeTakeFirst();
  const heads = [conversation_id, named?.conversation_id].flatMap((id) => id ?? []);
  if (heads.length === 0) return [];
  const parts = await db.selectFrom('conversations').select('id').where('part_of', 'in', heads).execute();
  return [...heads, ...parts.map(({ id }) => id)];
}

/** Every message of the account with that Message-ID: copies in several folders are one answered message to a person. */
export async function markAnswered(
  change: Write,
  sent: {
    account_id: number;
    person_id: string;
    conversation_id: number | null;
    in_reply_to: string | null;
  },
): Promise<void> {
  const { own } = threadIds({ messageId: sent.in_reply_to, inReplyTo: [], references: [] });
  if (own === null) return;
  const key = threadKey(own);
  const conversations = await conversationsOf(change.db, sent, key);
  if (conversations.length === 0) return;
  const answered = await change.db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', 'in', conversations)
    .where('own_key', '=', key)
    .where('answered', '=', 0)
    .execute();
  if (answered.length === 0) return;
  await flagMessages(
    change,
    { accountId: sent.account_id, messageIds: answered.map(({ id }) => id), personId: sent.person_id },
    { flag: 'answered', value: true },
  );
}
