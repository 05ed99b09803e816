/** Octets that an account's mail server sent, by hour: what a provider's daily bounds are kept by, also over a restart. */
import type { ReceivedInHour } from '@mailroom/engine/ports/index';
import { type StoreContext, write } from '../database/context.ts';

const hourMilliseconds = 60 * 60_000;
/** A day, and the hour that is not over yet. */
const hoursKept = 25;

export async function countReceived(
  context: StoreContext,
  accountId: number,
  octets: number,
): Promise<ReceivedInHour[]> {
  return write(context, async ({ db, now }) => {
    const hour = Math.floor(now / hourMilliseconds);
    const account = await db
      .selectFrom('accounts')
      .select('id')
      .where('id', '=', accountId)
      .executeTakeFirst();
    if (!account) return [];
    await db
      .deleteFrom('traffic')
      .where('account_id', '=', accountId)
      .where('hour', '<=', hour - hoursKept)
      .execute();
    if (octets > 0) {
      await db
        .insertInto('traffic')
        .values({ account_id: accountId, hour, octets })
        .onConflict((existing) =>
          existing
            .columns(['account_id', 'hour'])
            .doUpdateSet(({ ref, eb }) => ({ octets: eb('traffic.octets', '+', ref('excluded.octets')) })),
        )
        .execute();
    }
    return db
      .selectFrom('traffic')
      .select(['hour', 'octets'])
      .where('account_id', '=', accountId)
      .orderBy('hour')
      .execute();
  });
}
