/** Intents that the provider refused, or did by half, until a person has asked for them again or taken note. */
import { type FailureWire, failureWire, type RefusedIntent, refusedIntent } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { accountsAt, holds } from '../access/require-level.ts';
import type { Write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import { rowNumbers } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { noteMarked } from './left-marked.ts';
import { levelOf } from './level-of.ts';
import { deleteIntents, type IntentRow, intentRows, retellIntents } from './settle.ts';

/** More than a person would read one by one; the oldest first. */
const mostListed = 200;

export async function refusedIntents(db: Kysely<Tables>, scope: MailScope): Promise<RefusedIntent[]> {
  const rows = await db
    .selectFrom('intents')
    .innerJoin('messages', 'messages.id', 'intents.message_id')
    .select(['intents.id', 'intents.account_id', 'intents.message_id', 'intents.kind', 'intents.target_id'])
    .select(['intents.failure', 'messages.conversation_id', 'messages.subject'])
    .where('intents.account_id', 'in', accountsAt(scope, 'send'))
    .where('intents.state', 'in', ['given-up', 'marked'])
    .where('intents.failure', 'is not', null)
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

async function rowsIn(
  change: Write,
  scope: MailScope,
  state: 'given-up' | 'marked',
  ids: readonly string[],
): Promise<IntentRow[]> {
  const rows = await intentRows(change.db, rowNumbers(ids));
  return rows.filter((row) => row.state === state && holds(scope, row.account_id, levelOf(row.kind)));
}

/** Once more from the beginning. @returns the accounts whose runners want to be woken. */
export async function retryRefused(
  change: Write,
  scope: MailScope,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await rowsIn(change, scope, 'given-up', ids);
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
  const refused = await rowsIn(change, scope, 'given-up', ids);
  await deleteIntents(
    change.db,
    refused.map(({ id }) => id),
  );
  const marked = await rowsIn(change, scope, 'marked', ids);
  await noteMarked(
    change.db,
    marked.map(({ id }) => id),
  );
  tellRemoved(change, [...refused, ...marked]);
}

function tellRemoved({ changes }: Write, rows: readonly IntentRow[]): void {
  for (const { id, account_id } of rows) changes.remove('intent', account_id, [id]);
}
