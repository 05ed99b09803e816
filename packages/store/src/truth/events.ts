/** What happened to an account's connection in its last thirty days, a row for each hour and kind. */
import type { ConnectionEvent, EventPort } from '@mailroom/engine/ports/index';
import { type AccountEvent, accountEvent, eventDays, type FailureKind } from '@mailroom/model';
import type { Kysely } from 'kysely';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';

const hourMilliseconds = 60 * 60_000;
const hoursKept = eventDays * 24;

/** Adds it to those of its hour, and forgets what is too old. An account that is gone is passed over. */
export async function recordEvent(
  { db, now }: Pick<Write, 'db' | 'now'>,
  accountId: number,
  event: ConnectionEvent,
): Promise<void> {
  const hour = Math.floor(now / hourMilliseconds);
  const account = await db.selectFrom('accounts').select('id').where('id', '=', accountId).executeTakeFirst();
  if (!account) return;
  await db
    .deleteFrom('account_events')
    .where('account_id', '=', accountId)
    .where('hour', '<=', hour - hoursKept)
    .execute();
  const kind =
    event.kind === 'connected' && (await waitsForSomebody(db, accountId)) ? 'reconnected' : event.kind;
  await db
    .insertInto('account_events')
    .values({
      account_id: accountId,
      hour,
      kind,
      failure: event.failure ?? '',
      times: 1,
      waited: Math.round(event.wait),
      last_at: now,
    })
    .onConflict((existing) =>
      existing.columns(['account_id', 'hour', 'kind', 'failure']).doUpdateSet(({ ref, eb }) => ({
        times: eb('account_events.times', '+', 1),
        waited: eb('account_events.waited', '+', ref('excluded.waited')),
        last_at: ref('excluded.last_at'),
      })),
    )
    .execute();
}

/** Whether the last that was heard of the connection is that a person must mend it. */
async function waitsForSomebody(db: Kysely<Tables>, accountId: number): Promise<boolean> {
  const last = await db
    .selectFrom('account_events')
    .select('kind')
    .where('account_id', '=', accountId)
    .where('kind', 'not in', ['checked', 'mended'])
    .orderBy('last_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.kind === 'reconnect' || last?.kind === 'blocked';
}

export class StoredEvents implements EventPort {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async record(accountId: string, event: ConnectionEvent): Promise<void> {
    await write(this.#context, (change) => recordEvent(change, rowNumber(accountId) ?? 0, event));
  }
}

/** Oldest first. */
export async function eventsOf(db: Kysely<Tables>, accountId: number, now: Date): Promise<AccountEvent[]> {
  const rows = await db
    .selectFrom('account_events')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('hour', '>', Math.floor(now.getTime() / hourMilliseconds) - hoursKept)
    .orderBy('hour')
    .orderBy('last_at')
    .execute();
  return rows.map((row) => ({
    hour: new Date(row.hour * hourMilliseconds).toISOString(),
    kind: accountEvent.shape.kind.parse(row.kind),
    failure: row.failure === '' ? null : (row.failure as FailureKind),
    times: row.times,
    waitedSeconds: Math.round(row.waited / 1000),
    lastAt: new Date(row.last_at).toISOString(),
  }));
}
