/** An index that is lost is built again from the stored bodies, newest first, a step at a time. */
import type { DatabaseSync } from 'node:sqlite';
import { indexedWords, searchableHeader } from '@mailroom/engine/words/index';
import type { Attachment, MailAddress } from '@mailroom/model';
import { fromJson } from '../database/json.ts';
import type { IndexedMessage } from './search-index.ts';

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
      `select m.id, m.account_id, m.subject, m."from", m."to", m.cc, m.bcc, m.attachments, b.text
       from messages as m left join bodies as b on b.message_id = m.id
       where m.id < ? and m.body_state <> 'pending' order by m.id desc limit ${perStep}`,
    )
    .iterate(below);
  const messages: IndexedMessage[] = [];
  let characters = 0;
  for (const row of rows) {
    const text = typeof row.text === 'string' ? row.text : '';
    const header = searchableHeader({
      subject: String(row.subject),
      addresses: [row.from, row.to, row.cc, row.bcc].flatMap((list) => fromJson<MailAddress[]>(String(list))),
      attachments: fromJson<Attachment[]>(String(row.attachments)),
    });
    const words = indexedWords(header, text);
    messages.push({ messageId: Number(row.id), accountId: Number(row.account_id), words });
    characters += text.length;
    if (characters > charactersPerStep) break;
  }
  return { messages, next: messages.at(-1)?.messageId ?? null };
}
