/**
 * A message's flags, from its places and from what people asked for. A server may hold two copies with different flags; the copy
 * whose flags changed last tells what somebody did last, and so it speaks for the message. An intent on its way to the server wins over
 * all copies, or the screen would flicker back until the next pull.
 */
import { flag as flagName } from '@mailroom/model';
import type { Transaction } from 'kysely';
import { allOfEach, firstOfEach, runEach, type Values } from '../database/each.ts';
import type { Tables } from '../database/tables.ts';
import { type FlagColumns, flagColumns, splitFlags } from './flags.ts';

export interface Derived {
  id: number;
  conversationId: number;
}

interface MessageRow extends FlagColumns {
  id: number;
  conversation_id: number;
}

const flagsOfMessage =
  'select id, conversation_id, seen, flagged, answered, draft from messages where id = ?';
const speakingPlace = `select flags from places where message_id = ?
  order by updated_at desc, folder_id desc, uid desc limit 1`;
const openIntents = `select flag, value from intents where message_id = ? and kind = 'flag'
  and state in ('pending', 'pushing') order by id`;
const saveFlags = 'update messages set seen = ?, flagged = ?, answered = ?, draft = ? where id = ?';

/**
 * Tells the flags of these messages anew. One without a place keeps the flags it had.
 *
 * @returns those that changed.
 */
export async function deriveFlags(
  db: Transaction<Tables>,
  messageIds: readonly number[],
): Promise<Derived[]> {
  const asked = messageIds.map((id) => [id]);
  const rows = await firstOfEach<MessageRow>(db, flagsOfMessage, asked);
  const places = await firstOfEach<{ flags: string }>(db, speakingPlace, asked);
  const intents = await allOfEach<{ flag: string; value: number }>(db, openIntents, asked);

  const changed: Derived[] = [];
  const updates: Values[] = [];
  for (const [at, row] of rows.entries()) {
    if (!row) continue;
    const place = places[at];
    const now = place ? flagColumns(splitFlags(place.flags)) : { ...row };
    for (const { flag, value } of intents[at] ?? []) now[flagName.parse(flag)] = value === 1 ? 1 : 0;
    if (flagName.options.every((name) => now[name] === row[name])) continue;
    updates.push([now.seen, now.flagged, now.answered, now.draft, row.id]);
    changed.push({ id: row.id, conversationId: row.conversation_id });
  }
  await runEach(db, saveFlags, updates);
  return changed;
}
