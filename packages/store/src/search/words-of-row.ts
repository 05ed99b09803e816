/** What a stored message is found by, told by its row: for whoever builds an index, or a part of one, again. */
import { indexedWords, searchableHeader } from '@mailroom/engine/words/index';
import type { Attachment, MailAddress } from '@mailroom/model';
import { fromJson } from '../database/json.ts';

/** Columns of `messages as m left join bodies as b`. */
export const wordColumns =
  'm.id, m.account_id, m.subject, m."from", m."to", m.cc, m.bcc, m.attachments, b.text';

export interface WordRow {
  subject: string;
  from: string;
  to: string;
  cc: string;
  bcc: string;
  attachments: string;
  /** Null where it could not be read. */
  text: string | null;
}

export function wordsOf(row: WordRow): string {
  const header = searchableHeader({
    subject: row.subject,
    addresses: [row.from, row.to, row.cc, row.bcc].flatMap((list) => fromJson<MailAddress[]>(list)),
    attachments: fromJson<Attachment[]>(row.attachments),
  });
  return indexedWords(header, row.text ?? '');
}
