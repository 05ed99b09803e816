/**
 * A message's flags, from its places and from what people asked for. A server may hold two copies with different flags; the copy
 * whose flags changed last tells what somebody did last, and so it speaks for the message. An intent on its way to the server wins over
 * all copies, or the screen would flicker back until the next pull.
 */
import { flag as flagName } from '@mailroom/model';
import type { Transaction } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import { type FlagColumns, flagColumns, splitFlags } from './flags.ts';

interface Derived {
  id: number;
  conversationId: number;
}

async function fromPlaces(
  db: Transaction<Tables>,
  ids: readonly number[],
): Promise<Map<number, FlagColumns>> {
  const places = await db
    .selectFrom('places')
    .select(['message_id', 'flags'])
    .where('message_id', 'in', ids)
    .orderBy('updated_at')
    .orderBy('folder_id')
    .orderBy('uid')
    .execute();
  return new Map(places.map((place) => [place.message_id, flagColumns(splitFlags(place.flags))]));
}

async function openIntents(db: Transaction<Tables>, ids: readonly number[]) {
  return db
    .selectFrom('intents')
    .select(['message_id', 'flag', 'value'])
    .where('message_id', 'in', ids)
    .where('state', 'in', ['pending', 'pushing'])
    .orderBy('id')
    .execute();
}

/** Flags in a row's order of columns, to group rows that become alike. */
function spelled(flags: FlagColumns): string {
  return flagName.options.map((name) => flags[name]).join('');
}

/**
 * Tells the flags of these messages anew. One without a place keeps the flags it had.
 *
 * @returns those that changed.
 */
export async function deriveFlags(
  db: Transaction<Tables>,
  messageIds: readonly number[],
): Promise<Derived[]> {
  const changed: Derived[] = [];
  for (const ids of inChunks(messageIds, 5000)) {
    const rows = await db
      .selectFrom('messages')
      .select(['id', 'conversation_id', 'seen', 'flagged', 'answered', 'draft'])
      .where('id', 'in', ids)
      .execute();
    const placed = await fromPlaces(db, ids);
    const asked = Map.groupBy(await openIntents(db, ids), (intent) => intent.message_id);

    const groups = new Map<string, { flags: FlagColumns; ids: number[] }>();
    for (const row of rows) {
      const now = flagColumns([]);
      const told = placed.get(row.id);
      for (const name of flagName.options) now[name] = told ? told[name] : row[name] === 1 ? 1 : 0;
      for (const { flag, value } of asked.get(row.id) ?? []) {
        now[flagName.parse(flag)] = value === 1 ? 1 : 0;
      }
      if (flagName.options.every((name) => now[name] === row[name])) continue;
      const group = groups.get(spelled(now)) ?? { flags: now, ids: [] };
      group.ids.push(row.id);
      groups.set(spelled(now), group);
      changed.push({ id: row.id, conversationId: row.conversation_id });
    }
    for (const { flags, ids: alike } of groups.values()) {
      await db.updateTable('messages').set(flags).where('id', 'in', alike).execute();
    }
  }
  return changed;
}
