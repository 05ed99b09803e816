/** How many messages accounts hold: kept by triggers (migrations/0021-account-counts.ts). */
import type { Kysely } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';

export interface AccountCounts {
  messages: number;
  unread: number;
}

export const noMessages: AccountCounts = { messages: 0, unread: 0 };

/** By account; one that never held any is left out. */
export async function countsOf(
  db: Kysely<Tables>,
  accountIds: readonly number[],
): Promise<Map<number, AccountCounts>> {
  const counts = new Map<number, AccountCounts>();
  for (const ids of inChunks(accountIds)) {
    const rows = await db.selectFrom('account_counts').selectAll().where('account_id', 'in', ids).execute();
    for (const { account_id, messages, unread } of rows) counts.set(account_id, { messages, unread });
  }
  return counts;
}

export async function messagesOf(db: Kysely<Tables>, accountId: number): Promise<number> {
  return (await countsOf(db, [accountId])).get(accountId)?.messages ?? 0;
}
