/** Messages that were read and that search does not know: it is told of them again, from what is stored. */
import type { StoreContext } from '../database/context.ts';
import { firstOfEach } from '../database/each.ts';
import { inChunks } from '../database/in-chunks.ts';
import { type WordRow, wordColumns, wordsOf } from '../search/words-of-row.ts';
import { breathe } from './breathe.ts';
import { visibleMessages } from './visible-messages.ts';

/** Texts in memory at a time. */
const perBatch = 100;

const rowOf = `select ${wordColumns} from messages as m left join bodies as b on b.message_id = m.id where m.id = ?`;

/** @returns how many it did not know */
export async function mendWords(context: StoreContext, accountId: number): Promise<number> {
  const unknown: number[] = [];
  const read = `m.id, m.body_state`;
  for await (const rows of visibleMessages<{ id: number; body_state: string }>(context, accountId, read)) {
    const ids = rows.flatMap((row) => (row.body_state === 'pending' ? [] : row.id));
    unknown.push(...(await context.search.unknown(ids)));
  }
  for (const ids of inChunks(unknown, perBatch)) {
    const rows = await firstOfEach<WordRow & { id: number }>(
      context.db,
      rowOf,
      ids.map((id) => [id]),
    );
    await context.search.put(
      rows.flatMap((row) => (row ? { messageId: row.id, accountId, words: wordsOf(row) } : [])),
    );
    await breathe();
  }
  return unknown.length;
}
