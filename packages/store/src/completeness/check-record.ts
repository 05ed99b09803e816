/** What is kept of an account's completeness checks: the one that runs or was asked for, and what the last one found. */
import type { CheckRecord } from '@mailroom/engine/ports/index';
import type { CheckOutcome, CheckProgress, CompletenessCheck } from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import { timeText } from '../accounts/account-row.ts';
import { mailroomItself, record } from '../audit/record.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import type { CompletenessChecksTable } from '../database/tables/accounts.ts';
import type { Tables } from '../database/tables.ts';
import { recordEvent } from '../truth/events.ts';

type Row = Selectable<CompletenessChecksTable>;

async function storedCheck(db: Kysely<Tables>, accountId: number): Promise<Row | undefined> {
  return await db
    .selectFrom('completeness_checks')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}

/** Changes the row, which is made where there is none, and tells of it with the account. */
async function saveCheck({ db, changes }: Write, accountId: number, values: Partial<Row>): Promise<void> {
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'owner'])
    .where('id', '=', accountId)
    .where('state', '!=', 'unlinking')
    .executeTakeFirst();
  if (!account) return;
  await db
    .insertInto('completeness_checks')
    .values({ account_id: accountId, asked_at: null, begun_at: null, ended_at: null, ...values })
    .onConflict((existing) => existing.column('account_id').doUpdateSet(values))
    .execute();
  changes.account(account.id, account.owner, 'put');
}

export async function readCheck({ db }: StoreContext, accountId: number): Promise<CheckRecord> {
  const account = await db
    .selectFrom('accounts')
    .select('created_at')
    .where('id', '=', accountId)
    .executeTakeFirst();
  const row = await storedCheck(db, accountId);
  return {
    asked: row !== undefined && row.asked_at !== null,
    begun: row !== undefined && row.begun_at !== null,
    endedAt: row === undefined || row.ended_at === null ? null : new Date(row.ended_at),
    linkedAt: new Date(account?.created_at ?? Number.MAX_SAFE_INTEGER / 2),
  };
}

export async function askForCheck(context: StoreContext, accountId: number): Promise<void> {
  await write(context, (change) => saveCheck(change, accountId, { asked_at: change.now }));
}

/** @returns which attempt at it this is */
export async function beginCheck(context: StoreContext, accountId: number): Promise<number> {
  return await write(context, async (change) => {
    const row = await storedCheck(change.db, accountId);
    const attempts = (row?.begun_at == null ? 0 : row.attempts) + 1;
    const values = { asked_at: null, begun_at: change.now, attempts, progress: null };
    await saveCheck(change, accountId, values);
    return attempts;
  });
}

export async function saveCheckProgress(
  context: StoreContext,
  accountId: number,
  progress: CheckProgress,
): Promise<void> {
  await write(context, (change) => saveCheck(change, accountId, { progress: JSON.stringify(progress) }));
}

export async function endCheck(
  context: StoreContext,
  accountId: number,
  outcome: CheckOutcome,
): Promise<void> {
  await write(context, async (change) => {
    await saveCheck(change, accountId, {
      begun_at: null,
      ended_at: change.now,
      attempts: 0,
      progress: null,
      outcome: JSON.stringify(outcome),
    });
    if (outcome.failure !== null) return;
    const healed = Object.keys(outcome.mended).length > 0;
    await recordEvent(change, accountId, { kind: healed ? 'mended' : 'checked', failure: null, wait: 0 });
    if (!healed) return;
    const detail = { ...outcome.mended };
    await record(change, { actor: mailroomItself, action: 'account.healed', accountId, detail });
  });
}

/** As its owner is told. */
export async function toldCheck(db: Kysely<Tables>, accountId: number): Promise<CompletenessCheck> {
  const row = await storedCheck(db, accountId);
  return {
    askedAt: timeText(row?.asked_at ?? null),
    begunAt: timeText(row?.begun_at ?? null),
    progress: row?.progress == null ? null : fromJson<CheckProgress>(row.progress),
    endedAt: timeText(row?.ended_at ?? null),
    outcome: row?.outcome == null ? null : fromJson<CheckOutcome>(row.outcome),
  };
}
