/** Intents to move and delete, as the decisions about them want them. */

import type { MoveStep } from '@mailroom/engine/ports/index';
import type { Transaction } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import type { Tables } from '../database/tables.ts';
import type { HeldPlace, OpenFiling } from './filing-display.ts';

/** What is still shown as on its way. */
export const openStates = ['pending', 'pushing'] as const;

export async function anyFiling(db: Transaction<Tables>, accountId: number): Promise<boolean> {
  const first = await db
    .selectFrom('intents')
    .select('id')
    .where('account_id', '=', accountId)
    .where('kind', '!=', 'flag')
    .where('state', 'in', openStates)
    .limit(1)
    .executeTakeFirst();
  return first !== undefined;
}

/** Oldest first. */
export async function filingsOf(
  db: Transaction<Tables>,
  messageIds: readonly number[],
): Promise<OpenFiling[]> {
  const filings: OpenFiling[] = [];
  for (const ids of inChunks(messageIds, 5000)) {
    const rows = await db
      .selectFrom('intents')
      .leftJoin('folders', 'folders.id', 'intents.target_id')
      .select(['intents.id', 'intents.message_id', 'intents.kind', 'intents.folder_id', 'intents.uid'])
      .select(['intents.target_id', 'intents.state', 'folders.label_of'])
      .where('intents.message_id', 'in', ids)
      .where('intents.kind', '!=', 'flag')
      .where('intents.state', 'in', openStates)
      .orderBy('intents.id')
      .execute();
    filings.push(
      ...rows.map((row) => ({
        id: row.id,
        messageId: row.message_id,
        kind: row.kind === 'delete' ? ('delete' as const) : ('move' as const),
        folderId: row.folder_id,
        uid: row.uid,
        targetId: row.target_id,
        targetLabelOf: row.label_of,
        state: openStates.find((state) => state === row.state) ?? 'pending',
      })),
    );
  }
  return filings;
}

/** Places that the server has, by UID. */
export async function heldPlaces(
  db: Transaction<Tables>,
  messageIds: readonly number[],
): Promise<(HeldPlace & { leaving: boolean })[]> {
  const places: (HeldPlace & { leaving: boolean })[] = [];
  for (const ids of inChunks(messageIds, 5000)) {
    const rows = await db
      .selectFrom('places')
      .innerJoin('folders', 'folders.id', 'places.folder_id')
      .select(['places.message_id', 'places.folder_id', 'places.uid', 'places.flags'])
      .select(['places.updated_at', 'places.leaving', 'folders.label_of'])
      .where('places.message_id', 'in', ids)
      .where('places.uid', '>', 0)
      .orderBy('places.uid')
      .execute();
    places.push(
      ...rows.map((row) => ({
        messageId: row.message_id,
        folderId: row.folder_id,
        labelOf: row.label_of,
        uid: row.uid,
        flags: row.flags,
        updatedAt: row.updated_at,
        leaving: row.leaving === 1,
      })),
    );
  }
  return places;
}

export function stepOf(journal: string | null): MoveStep {
  return journal === null ? { at: 'wanted' } : fromJson<MoveStep>(journal);
}
