/**
 * A thread that has grown too long is shown as several conversations. The one that the thread's keys lead to stays its head; each of
 * them names the head in `part_of`, the head too. Which message stands in which is told by the messages' ids alone, and so does not
 * depend on the order they came in.
 */
import { splitConversation } from '@mailroom/engine/thread/index';
import type { Transaction } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import { aggregate, createConversations } from './aggregates.ts';
import { mergeConversation } from './referrers.ts';

export interface SplitThreads {
  /** Conversations whose messages are others than before. */
  changed: number[];
  /** Conversations that no longer exist. */
  gone: number[];
}

/** Lays the threads out anew. `heads` are conversations that thread keys lead to; all of their messages must be stored. */
export async function splitThreads(
  db: Transaction<Tables>,
  accountId: number,
  heads: Iterable<number>,
  longest: number,
): Promise<SplitThreads> {
  const result: SplitThreads = { changed: [], gone: [] };
  for (const head of heads) {
    const { changed, gone } = await splitThread(db, accountId, head, longest);
    result.changed.push(...changed);
    result.gone.push(...gone);
  }
  return result;
}

interface Placed {
  id: number;
  conversation_id: number;
}

async function splitThread(
  db: Transaction<Tables>,
  accountId: number,
  head: number,
  longest: number,
): Promise<SplitThreads> {
  const tied = await db.selectFrom('conversations').select('id').where('part_of', '=', head).execute();
  const parts = new Set([head, ...tied.map(({ id }) => id)]);
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'conversation_id'])
    .where('conversation_id', 'in', [...parts])
    .orderBy('id')
    .execute();
  const placed = new Map(rows.map((row) => [row.id, row.conversation_id]));
  const pieces = splitConversation([...placed.keys()], longest);
  const members = pieces.map((ids) => ids.map((id) => ({ id, conversation_id: placed.get(id) ?? head })));
  const chosen = choose(members, parts, head);
  const blank = chosen.filter((id) => id === null).map(() => aggregate([]));
  const created = await createConversations(db, accountId, blank);
  const targets = chosen.map((id) => id ?? created.shift() ?? head);

  const changed = new Set<number>();
  for (const [at, piece] of members.entries()) {
    const target = targets[at] ?? head;
    for (const from of await moveInto(db, target, piece)) changed.add(from).add(target);
  }
  const gone = [...parts].filter((id) => id !== head && !targets.includes(id));
  for (const id of gone) {
    await mergeConversation(db, id, head);
    changed.delete(id);
  }
  const partOf = targets.length > 1 ? head : null;
  await db
    .updateTable('conversations')
    .set({ part_of: partOf })
    .where('id', 'in', [...new Set([head, ...targets])])
    .execute();
  return { changed: [...changed], gone };
}

/** The conversation that each piece keeps: the one most of it stands in, unless an earlier piece has it; null for a new one. */
function choose(
  pieces: readonly (readonly Placed[])[],
  parts: ReadonlySet<number>,
  head: number,
): (number | null)[] {
  const tallies = pieces.map((piece) => {
    const tally = new Map<number, number>();
    for (const { conversation_id: id } of piece) tally.set(id, (tally.get(id) ?? 0) + 1);
    return tally;
  });
  // The head outlives everything, since keys lead to it: it takes its piece first.
  const ofHead = tallies.reduce(
    (best, tally, at) => ((tally.get(head) ?? 0) > (tallies[best]?.get(head) ?? 0) ? at : best),
    0,
  );
  const free = new Set(parts);
  free.delete(head);
  return tallies.map((tally, at) => {
    if (at === ofHead) return head;
    const [most] = [...tally].filter(([id]) => free.has(id)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (most === undefined) return null;
    free.delete(most[0]);
    return most[0];
  });
}

/** @returns the conversations that messages were moved from. */
async function moveInto(
  db: Transaction<Tables>,
  target: number,
  piece: readonly Placed[],
): Promise<number[]> {
  const strays = piece.filter((message) => message.conversation_id !== target);
  for (const chunk of inChunks(strays, 5000)) {
    await db
      .updateTable('messages')
      .set({ conversation_id: target })
      .where(
        'id',
        'in',
        chunk.map(({ id }) => id),
      )
      .execute();
  }
  return [...new Set(strays.map((message) => message.conversation_id))];
}
