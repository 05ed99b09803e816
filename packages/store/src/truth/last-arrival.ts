/** How long mail takes from the provider's mailbox to here, told by the newest one: INTERNALDATE (RFC 9051 2.3.3) beside the time at which it was stored. */
import type { Arrival } from '@mailroom/engine/ports/index';
import type { LastArrival } from '@mailroom/model';
import type { Selectable } from 'kysely';
import type { Write } from '../database/context.ts';
import type { AccountsTable } from '../database/tables/accounts.ts';

/** Where new mail comes in. Elsewhere lies what somebody moved or filed there, whenever it came in. */
const arriving: readonly string[] = ['inbox', 'all'];

/** @param arrivals messages that were not known before */
export async function noteLastArrival(
  { db, now }: Write,
  folder: { id: number; accountId: number },
  arrivals: readonly Pick<Arrival, 'receivedAt'>[],
): Promise<void> {
  if (arrivals.length === 0) return;
  const newest = Math.max(...arrivals.map(({ receivedAt }) => receivedAt.getTime()));
  await db
    .updateTable('accounts')
    .set({ last_arrival_at: newest, last_arrival_stored_at: now })
    .where('id', '=', folder.accountId)
    // Before, everything that is found is old.
    .where('first_sync_done', '=', 1)
    .where(({ or, eb, exists, selectFrom }) =>
      or([eb('last_arrival_at', 'is', null), eb('last_arrival_at', '<=', newest)]).and(
        exists(
          selectFrom('folders')
            .select('folders.id')
            .where('folders.id', '=', folder.id)
            .where('role', 'in', arriving),
        ),
      ),
    )
    .execute();
}

/** Null where none has come in since the account was synchronised first. */
export function lastArrivalOf(
  row: Pick<Selectable<AccountsTable>, 'last_arrival_at' | 'last_arrival_stored_at'>,
): LastArrival | null {
  const { last_arrival_at: at, last_arrival_stored_at: stored } = row;
  if (at === null || stored === null) return null;
  // The provider's clock may be ahead of this one.
  return { at: new Date(at).toISOString(), lagSeconds: Math.max(0, Math.round((stored - at) / 1_000)) };
}
