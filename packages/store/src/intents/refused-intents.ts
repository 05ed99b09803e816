/** Intents that the provider refused, until a person has asked for them again or taken note. */
import { type FailureWire, failureWire, type RefusedIntent, refusedIntent } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { MailScope } from '../accounts/access.ts';
import type { Write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import { rowNumbers } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { deleteIntents, type IntentRow, intentRows, retellIntents } from './settle.ts';

/** More than a person would read one by one; the oldest first. */
const mostListed = 200;

export async function refusedIntents(db: Kysely<Tables>, scope: MailScope): Promise<RefusedIntent[]> {
  const rows = await db
    .selectFrom('intents')
    .innerJoin('messages', 'messages.id', 'intents.message_id')
    .select(['intents.id', 'intents.account_id', 'intents.message_id', 'intents.kind', 'intents.target_id'])
    .select(['intents.failure', 'messages.conversation_id', 'messages.subject'])
    .where('intents.account_id', 'in', scope.accountIds)
    .where('intents.state', '=', 'given-up')
    .orderBy('intents.id')
    .limit(mostListed)
    .execute();
  return rows.map((row) => ({
    id: String(row.id),
    accountId: String(row.account_id),
    messageId: String(row.message_id),
    conversationId: String(row.conversation_id),
    subject: row.subject,
    kind: refusedIntent.shape.kind.parse(row.kind),
    folderId: row.target_id === null ? null : String(row.target_id),
    failure: failureWire.parse(fromJson<FailureWire>(row.failure ?? 'null')),
  }));
}

async function refusedRows(change: Write, scope: MailScope, ids: readonly string[]): Promise<IntentRow[]> {
  const rows = await intentRows(change.db, rowNumbers(ids));
  return rows.filter(
    ({ state, account_id }) => state === 'given-up' && scope.accountIds.includes(account_id),
  );
}

/** Once more from the beginning. @returns the accounts whose runners want to be woken. */
export async function retryRefused(
  change: Write,
  scope: MailScope,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await refusedRows(change, scope, ids);
  await retellIntents(change, rows, async (own) => {
    for (const { id } of own) {
      await change.db
        .updateTable('intents')
        .set({ state: 'pending', journal: null, attempts: 0, failure: null })
        .where('id', '=', id)
        .execute();
    }
  });
  tellRemoved(change, rows);
  return [...new Set(rows.map((row) => String(row.account_id)))];
}

export async function dismissRefused(change: Write, scope: MailScope, ids: readonly string[]): Promise<void> {
  const rows = await refusedRows(change, scope, ids);
  await deleteIntents(
    change.db,
    rows.map(({ id }) => id),
  );
  tellRemoved(change, rows);
}

function tellRemoved({ changes }: Write, rows: readonly IntentRow[]): void {
  for (const { id, account_id } of rows) changes.remove('intent', account_id, [id]);
}
