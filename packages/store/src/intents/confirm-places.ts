/**
 * What the provider has done, as places: flags set, labels changed, copies made and originals gone. A thousand messages are one command at
 * the provider and a handful of statements here, each run for all of them.
 */
import type { CopiedTo } from '@mailroom/engine/ports/index';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import { flag as flagName } from '@mailroom/model';
import type { Selectable, Transaction } from 'kysely';
import type { Write } from '../database/context.ts';
import { allOfEach, firstOfEach, runEach, type Values } from '../database/each.ts';
import type { IntentsTable } from '../database/tables/wishes.ts';
import type { Tables } from '../database/tables.ts';
import { joinFlags, splitFlags, withFlag } from '../messages/flags.ts';
import { removeLabelPlaces } from '../messages/labels.ts';

export type IntentRow = Selectable<IntentsTable>;

/** An intent that names the place it is about. */
type PlacedIntent = IntentRow & { folder_id: number; uid: number };

export interface CopiedIntent {
  intent: IntentRow;
  copy: CopiedTo | null;
}

const ownPlaces = `select uid, flags from places where message_id = ? and folder_id = ? and uid > 0`;
const flagsOf = 'select flags from places where folder_id = ? and uid = ?';
const saveFlags = 'update places set flags = ?, mark = ?, updated_at = ? where folder_id = ? and uid = ?';
const markDeleted = `update places set flags = ?, deleted = 1, mark = ?, updated_at = ?
  where folder_id = ? and uid = ?`;
const addPlace = `insert into places (folder_id, uid, message_id, flags, mark, updated_at)
  values (?, ?, ?, ?, ?, ?) on conflict (folder_id, uid) do nothing`;
const removePlace = 'delete from places where folder_id = ? and uid = ?';

/** Each names one flag: what another client did to the others stays. */
export async function confirmFlags({ db, now }: Write, intents: readonly IntentRow[]): Promise<void> {
  // One after the other for each flag: what the second is added to is what the first has left.
  for (const own of Map.groupBy(intents, ({ flag }) => flag).values()) {
    const places = await allOfEach<{ uid: number; flags: string }>(
      db,
      ownPlaces,
      own.map(({ message_id, folder_id }) => [message_id, folder_id]),
    );
    const rows = own.flatMap(({ folder_id, flag, value }, at) =>
      (places[at] ?? []).map(({ uid, flags }): Values => {
        const confirmed = withFlag(flags, flagName.parse(flag), value === 1);
        return [confirmed, placeMark(uid, splitFlags(confirmed)), now, folder_id, uid];
      }),
    );
    await runEach(db, saveFlags, rows);
  }
}

/** The label that was taken away shows the message no more; the one that was given does, under the UID of All Mail. */
export async function confirmLabels({ db }: Write, intents: readonly IntentRow[]): Promise<void> {
  const placed = intents.filter(isPlaced);
  const labels = await labelsAmong(
    db,
    placed.flatMap(({ folder_id, target_id }) => [folder_id, target_id ?? folder_id]),
  );
  await runEach(
    db,
    removePlace,
    placed.flatMap(({ folder_id, uid }): Values[] => (labels.has(folder_id) ? [[folder_id, uid]] : [])),
  );
  await runEach(
    db,
    addPlace,
    placed.flatMap(({ target_id, uid, message_id }): Values[] =>
      target_id !== null && labels.has(target_id)
        ? [[target_id, uid, message_id, '', placeMark(uid, []), 0]]
        : [],
    ),
  );
}

async function labelsAmong(db: Transaction<Tables>, folderIds: readonly number[]): Promise<Set<number>> {
  if (folderIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('folders')
    .select('id')
    .where('id', 'in', [...new Set(folderIds)])
    .where('label_of', 'is not', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Gives messages the places of their copies, as far as the server named them, with the flags that their originals have. */
export async function placeCopies({ db, now }: Write, copied: readonly CopiedIntent[]): Promise<void> {
  const validities = await uidValidities(
    db,
    copied.map(({ intent }) => intent.target_id),
  );
  const known = copied.flatMap(({ intent, copy }) => {
    const { target_id } = intent;
    if (copy === null || target_id === null || !validities.has(target_id)) return [];
    return (validities.get(target_id) ?? copy.uidValidity) === copy.uidValidity
      ? [{ ...intent, target_id, copy }]
      : [];
  });
  const originals = await firstOfEach<{ flags: string }>(
    db,
    flagsOf,
    known.map(({ folder_id, uid }) => [folder_id, uid]),
  );
  await runEach(
    db,
    addPlace,
    known.map(({ target_id, message_id, copy: { uid } }, at) => {
      const flags = originals[at]?.flags ?? '';
      return [target_id, uid, message_id, flags, placeMark(uid, splitFlags(flags)), now];
    }),
  );
}

async function uidValidities(
  db: Transaction<Tables>,
  folderIds: readonly (number | null)[],
): Promise<Map<number, number | null>> {
  const ids = [...new Set(folderIds.filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('folders').select(['id', 'uid_validity']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, uid_validity }) => [id, uid_validity]));
}

/** The places that the intents took their messages from are gone, and with one of All Mail those of its labels. */
export async function takeAway(change: Write, intents: readonly IntentRow[]): Promise<void> {
  for (const [id, own] of Map.groupBy(intents.filter(isPlaced), ({ folder_id }) => folder_id)) {
    const [first] = own;
    if (!first) continue;
    await removeLabelPlaces(change, { id, accountId: first.account_id }, own);
    await runEach(
      change.db,
      removePlace,
      own.map(({ uid }) => [id, uid]),
    );
  }
}

/** The places that the intents took their messages from bear `\Deleted`: the server has them, and nobody is shown them. */
export async function leaveMarked({ db, now }: Write, intents: readonly IntentRow[]): Promise<void> {
  const placed = intents.filter(isPlaced);
  const places = await firstOfEach<{ flags: string }>(
    db,
    flagsOf,
    placed.map(({ folder_id, uid }) => [folder_id, uid]),
  );
  const rows = placed.flatMap(({ folder_id, uid }, at): Values[] => {
    const place = places[at];
    if (!place) return [];
    const flags = joinFlags([...splitFlags(place.flags), '\\Deleted']);
    return [[flags, placeMark(uid, splitFlags(flags)), now, folder_id, uid]];
  });
  await runEach(db, markDeleted, rows);
}

function isPlaced(intent: IntentRow): intent is PlacedIntent {
  return intent.folder_id !== null && intent.uid !== null;
}
