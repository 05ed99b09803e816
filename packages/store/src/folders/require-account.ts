import type { Transaction } from 'kysely';
import { notFound } from '../database/refusals.ts';
import type { Tables } from '../database/tables.ts';

/** @throws Failure not-found when the account is gone or is being unlinked: a runner that still stops must not fill it again. */
export async function requireAccount(db: Transaction<Tables>, accountId: number): Promise<void> {
  const account = await db
    .selectFrom('accounts')
    .select('state')
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!account || account.state === 'unlinking') throw notFound('account');
}
