/** What was answered is marked so here and, by an intent, at the provider, where other programs show it (RFC 9051 2.3.2). */
import { threadIds } from '@mailroom/engine/thread/index';
import { threadKey } from '../conversations/thread-key.ts';
import type { Write } from '../database/context.ts';
import { flagMessages } from '../intents/flag-messages.ts';

/** Every message of the account with that Message-ID: copies in several folders are one answered message to a person. */
export async function markAnswered(
  change: Write,
  sent: { account_id: number; person_id: string; in_reply_to: string | null },
): Promise<void> {
  const { own } = threadIds({ messageId: sent.in_reply_to, inReplyTo: [], references: [] });
  if (own === null) return;
  const answered = await change.db
    .selectFrom('messages')
    .select('id')
    .where('account_id', '=', sent.account_id)
    .where('own_key', '=', threadKey(own))
    .where('answered', '=', 0)
    .execute();
  if (answered.length === 0) return;
  await flagMessages(
    change,
    { accountId: sent.account_id, messageIds: answered.map(({ id }) => id), personId: sent.person_id },
    { flag: 'answered', value: true },
  );
}
