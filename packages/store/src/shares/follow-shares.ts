/**
 * Messages that come into a conversation which was shared with its future messages. Only those that arrive: what a merge brings in was
 * there before and was not shared, and anybody who knows two conversations can make a message that merges them.
 */
import type { Transaction } from 'kysely';
import { runEach } from '../database/each.ts';
import type { Tables } from '../database/tables.ts';

/** A long thread is one conversation to whoever shares it, in however many parts it is held. */
const follow = `insert into shared_messages (share_id, message_id)
  select s.id, m.id from messages as m
    join conversations as c on c.id = m.conversation_id
    join conversation_shares as s on s.account_id = m.account_id and s.future = 1
    join conversations as f on f.id = s.conversation_id
  where m.id = ? and coalesce(f.part_of, f.id) = coalesce(c.part_of, c.id)
  on conflict do nothing`;

export async function followShares(
  db: Transaction<Tables>,
  accountId: number,
  arrivedIds: readonly number[],
): Promise<void> {
  const following = await db
    .selectFrom('conversation_shares')
    .select('id')
    .where('account_id', '=', accountId)
    .where('future', '=', 1)
    .limit(1)
    .executeTakeFirst();
  if (!following) return;
  await runEach(
    db,
    follow,
    arrivedIds.map((id) => [id]),
  );
}
