/**
 * Originals that a server without UIDPLUS (RFC 4315) cannot remove by their UIDs: they bear `\Deleted`, and Mailroom hides them. What left
 * them so is kept in state `marked`, since only of these it is known that it was a person who asked for it here: other programs mark
 * messages too, and removing theirs is not Mailroom's to do. It ends when the message is gone, or is marked no longer, whoever saw to that,
 * and when the server has learned UIDPLUS and removes it.
 */
import type { DeletePush } from '@mailroom/engine/ports/index';
import { Failure } from '@mailroom/model';
import { type SqlBool, sql, type Transaction } from 'kysely';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import type { IntentRow } from './confirm-places.ts';

/** What the person is told, once for as long as any message of the account is left so. */
const told = new Failure({ origin: 'provider', kind: 'left-marked' }).toWire();

/** @param intents of one account */
export async function keepMarked({ db, changes }: Write, intents: readonly IntentRow[]): Promise<void> {
  const [first] = intents;
  if (!first) return;
  const earlier = await db
    .selectFrom('intents')
    .select('id')
    .where('account_id', '=', first.account_id)
    .where('state', '=', 'marked')
    .limit(1)
    .executeTakeFirst();
  for (const chunk of inChunks(intents, 5000)) {
    await db
      .updateTable('intents')
      .set({ state: 'marked', journal: null, failure: null })
      .where(
        'id',
        'in',
        chunk.map(({ id }) => id),
      )
      .execute();
  }
  if (earlier) return;
  await db
    .updateTable('intents')
    .set({ failure: JSON.stringify(told) })
    .where('id', '=', first.id)
    .execute();
  changes.put('intent', first.account_id, [first.id]);
}

/** Marked places that are still there, by folder; what is not is settled. */
export async function markedPushes(change: Write, accountId: number): Promise<DeletePush[]> {
  await forgetSettled(change, accountId);
  const rows = await change.db
    .selectFrom('intents')
    .innerJoin('folders', 'folders.id', 'intents.folder_id')
    .select(['intents.id', 'intents.uid', 'folders.path', 'folders.uid_validity'])
    .where('intents.account_id', '=', accountId)
    .where('intents.state', '=', 'marked')
    .orderBy('intents.uid')
    .execute();
  return [...Map.groupBy(rows, ({ path }) => path)].flatMap(([folderPath, own]): DeletePush[] => {
    const uidValidity = own[0]?.uid_validity ?? null;
    if (uidValidity === null) return [];
    const marked = own.flatMap(({ id, uid }) => (uid === null ? [] : { id, uid }));
    const uids = marked.map(({ uid }) => uid);
    return [{ kind: 'delete', intentIds: marked.map(({ id }) => id), folderPath, uidValidity, uids }];
  });
}

async function forgetSettled({ db, changes }: Write, accountId: number): Promise<void> {
  const gone = await db
    .deleteFrom('intents')
    .where('account_id', '=', accountId)
    .where('state', '=', 'marked')
    .where(({ not }) => not(isStillMarked))
    .returning(['id', 'failure'])
    .execute();
  const shown = gone.filter(({ failure }) => failure !== null).map(({ id }) => id);
  if (shown.length > 0) changes.remove('intent', accountId, shown);
}

const isStillMarked = sql<SqlBool>`exists (select 1 from places
  where places.folder_id = intents.folder_id and places.uid = intents.uid
    and places.message_id = intents.message_id and places.deleted = 1)`;

/** The person has read it. What is left so is still to be removed one day. */
export async function noteMarked(db: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  for (const chunk of inChunks(ids, 5000)) {
    await db.updateTable('intents').set({ failure: null }).where('id', 'in', chunk).execute();
  }
}
