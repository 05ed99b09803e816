/** What the provider has done is the truth now: places say so at once, or the screen would fall back until the next pull. */
import type { CopiedTo, MovedMessage, Removal } from '@mailroom/engine/ports/index';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import { flag as flagName } from '@mailroom/model';
import type { Selectable, Transaction } from 'kysely';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { IntentsTable, Tables } from '../database/tables.ts';
import { joinFlags, splitFlags, withFlag } from '../messages/flags.ts';
import { removeLabelPlaces } from '../messages/labels.ts';
import { retell } from '../messages/retell.ts';
import { refreshFiling } from './show-filing.ts';

export type IntentRow = Selectable<IntentsTable>;

/** Those that are gone meanwhile (their message was forgotten) are passed over. */
export async function intentRows(db: Transaction<Tables>, ids: readonly number[]): Promise<IntentRow[]> {
  const rows: IntentRow[] = [];
  for (const chunk of inChunks(ids, 5000)) {
    rows.push(
      ...(await db.selectFrom('intents').selectAll().where('id', 'in', chunk).orderBy('id').execute()),
    );
  }
  return rows;
}

/** Acts on intents, account by account, and tells anew what is shown of their messages. */
export async function retellIntents(
  change: Write,
  intents: readonly IntentRow[],
  act: (own: readonly IntentRow[]) => Promise<void>,
): Promise<void> {
  for (const [accountId, own] of Map.groupBy(intents, (intent) => intent.account_id)) {
    const messageIds = [...new Set(own.map((intent) => intent.message_id))];
    await retell(change, accountId, messageIds, async () => {
      await act(own);
      await refreshFiling(change.db, messageIds);
    });
  }
}

/** A settled intent is deleted: nothing reads it again, and what it did is in the places. */
export async function deleteIntents(db: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  for (const chunk of inChunks(ids, 5000)) await db.deleteFrom('intents').where('id', 'in', chunk).execute();
}

/** Flags are set, and labels are changed. */
export async function settle(change: Write, intentIds: readonly number[]): Promise<void> {
  const { db } = change;
  await retellIntents(change, await intentRows(db, intentIds), async (own) => {
    for (const intent of own) {
      if (intent.kind === 'flag') await confirmFlag(change, intent);
      else await confirmLabels(db, intent);
    }
    await deleteIntents(
      db,
      own.map(({ id }) => id),
    );
  });
}

async function confirmFlag({ db, now }: Write, intent: IntentRow): Promise<void> {
  if (intent.folder_id === null || intent.flag === null) return;
  const places = await db
    .selectFrom('places')
    .select(['uid', 'flags'])
    .where('message_id', '=', intent.message_id)
    .where('folder_id', '=', intent.folder_id)
    .where('uid', '>', 0)
    .execute();
  for (const { uid, flags } of places) {
    const confirmed = withFlag(flags, flagName.parse(intent.flag), intent.value === 1);
    await db
      .updateTable('places')
      .set({ flags: confirmed, mark: placeMark(uid, splitFlags(confirmed)), updated_at: now })
      .where('folder_id', '=', intent.folder_id)
      .where('uid', '=', uid)
      .execute();
  }
}

/** The label that was taken away shows the message no more; the one that was given does, under the UID of All Mail. */
async function confirmLabels(db: Transaction<Tables>, intent: IntentRow): Promise<void> {
  const { folder_id, target_id, uid, message_id } = intent;
  if (folder_id === null || uid === null) return;
  const folders = await db
    .selectFrom('folders')
    .select(['id', 'label_of'])
    .where('id', 'in', [folder_id, target_id ?? folder_id])
    .execute();
  const isLabel = (id: number | null) => folders.some((row) => row.id === id && row.label_of !== null);
  if (isLabel(folder_id)) {
    await db.deleteFrom('places').where('folder_id', '=', folder_id).where('uid', '=', uid).execute();
  }
  if (target_id === null || !isLabel(target_id)) return;
  await db
    .insertInto('places')
    .values({ folder_id: target_id, uid, message_id, flags: '', mark: placeMark(uid, []), updated_at: 0 })
    .onConflict((there) => there.columns(['folder_id', 'uid']).doNothing())
    .execute();
}

export async function settleMoved(change: Write, moved: readonly MovedMessage[]): Promise<void> {
  const { db } = change;
  const byId = new Map(moved.map((each) => [each.intentId, each]));
  await retellIntents(change, await intentRows(db, [...byId.keys()]), async (own) => {
    for (const intent of own) {
      const { copy = null, original = 'removed' } = byId.get(intent.id) ?? {};
      await placeCopy(change, intent, copy);
      await takeAway(change, intent, original);
    }
    await deleteIntents(
      db,
      own.map(({ id }) => id),
    );
  });
}

/** @returns whether the message has its place in the target now. */
export async function placeCopy(
  { db, now }: Write,
  { message_id, folder_id, uid, target_id }: IntentRow,
  copy: CopiedTo | null,
): Promise<boolean> {
  if (copy === null || target_id === null) return false;
  const target = await db
    .selectFrom('folders')
    .select('uid_validity')
    .where('id', '=', target_id)
    .executeTakeFirst();
  if (!target || (target.uid_validity ?? copy.uidValidity) !== copy.uidValidity) return false;
  const source = await db
    .selectFrom('places')
    .select('flags')
    .where('folder_id', '=', folder_id)
    .where('uid', '=', uid)
    .executeTakeFirst();
  const flags = source?.flags ?? '';
  await db
    .insertInto('places')
    .values({
      folder_id: target_id,
      uid: copy.uid,
      message_id,
      flags,
      mark: placeMark(copy.uid, splitFlags(flags)),
      updated_at: now,
    })
    .onConflict((there) => there.columns(['folder_id', 'uid']).doNothing())
    .execute();
  return true;
}

export async function settleGone(
  change: Write,
  intentIds: readonly number[],
  removal: Removal,
): Promise<void> {
  const { db } = change;
  await retellIntents(change, await intentRows(db, intentIds), async (own) => {
    for (const intent of own) await takeAway(change, intent, removal);
    await deleteIntents(
      db,
      own.map(({ id }) => id),
    );
  });
}

/** The place that the intent took the message from is gone, or bears `\Deleted`. */
async function takeAway(change: Write, intent: IntentRow, removal: Removal): Promise<void> {
  const { db, now } = change;
  const { folder_id, uid, message_id, account_id } = intent;
  if (folder_id === null || uid === null) return;
  if (removal === 'removed') {
    await removeLabelPlaces(change, { id: folder_id, accountId: account_id }, [{ uid, message_id }]);
    await db.deleteFrom('places').where('folder_id', '=', folder_id).where('uid', '=', uid).execute();
    return;
  }
  const place = await db
    .selectFrom('places')
    .select('flags')
    .where('folder_id', '=', folder_id)
    .where('uid', '=', uid)
    .executeTakeFirst();
  if (!place) return;
  const flags = joinFlags([...splitFlags(place.flags), '\\Deleted']);
  await db
    .updateTable('places')
    .set({ flags, deleted: 1, mark: placeMark(uid, splitFlags(flags)), updated_at: now })
    .where('folder_id', '=', folder_id)
    .where('uid', '=', uid)
    .execute();
}
