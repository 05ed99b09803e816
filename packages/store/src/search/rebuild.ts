/** An index that is lost is built again from the stored bodies, newest first, a step at a time. */
import type { DatabaseSync } from 'node:sqlite';
import type { IndexedMessage } from './search-index.ts';
import { type WordRow, wordColumns, wordsOf } from './words-of-row.ts';

/** Of a step: what a message that arrives meanwhile waits for at most, and what is in memory at most. */
const perStep = 200;
const charactersPerStep = 2 * 1024 * 1024;

export interface RebuildStep {
  messages: IndexedMessage[];
  /** Where the next step goes on; null when this was the last. */
  next: number | null;
}

/**
 * Messages that were read, below an id. Those that are still to be read come with their bodies.
 *
 * @param main the main database
 */
export function rebuildStep(main: DatabaseSync, below: number): RebuildStep {
  const rows = main
    .prepare(
      `select ${wordColumns}
       from messages as m left join bodies as b on b.message_id = m.id
       where m.id < ? and m.body_state <> 'pending' order by m.id desc limit ${perStep}`,
    )
    .iterate(below);
  const messages: IndexedMessage[] = [];
  let characters = 0;
  for (const found of rows) {
    const row = found as unknown as WordRow & { id: number; account_id: number };
    messages.push({ messageId: row.id, accountId: row.account_id, words: wordsOf(row) });
    characters += row.text?.length ?? 0;
    if (characters > charactersPerStep) break;
  }
  return { messages, next: messages.at(-1)?.messageId ?? null };
}
