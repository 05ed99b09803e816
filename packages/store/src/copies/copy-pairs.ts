/**
 * The same message in several mailboxes: one Message-ID and one content. The Message-ID alone proves nothing, since any sender can choose
 * it: taken at its word, a stranger's letter could hide another one. So sender, subject, date, text, HTML and the names of attachments are
 * the same too, and a message whose text is not read yet is nobody's copy.
 */
import type { Attachment } from '@mailroom/model';
import { type Kysely, sql } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { readable } from '../access/readable.ts';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import type { Tables } from '../database/tables.ts';

export interface CopyPair {
  /** The message that was asked for, and its copy. */
  message: number;
  copy: number;
  /** The copy's. */
  accountId: number;
  conversationId: number;
  answered: number;
}

interface Candidate extends CopyPair {
  attachments: string;
  copied_attachments: string;
}

/** Copies of the messages in other accounts, as far as the scope lets them be read. */
export async function copyPairs(
  db: Kysely<Tables>,
  scope: MailScope,
  messageIds: readonly number[],
): Promise<CopyPair[]> {
  const pairs: CopyPair[] = [];
  for (const ids of inChunks(messageIds)) {
    const { rows } = await sql<Candidate>`select m.id as message, c.id as copy, c.account_id as "accountId",
        c.conversation_id as "conversationId", c.answered, m.attachments, c.attachments as copied_attachments
      from messages as m
      join messages as c on c.own_key = m.own_key and c.account_id != m.account_id
      left join bodies as mb on mb.message_id = m.id
      left join bodies as cb on cb.message_id = c.id
      where m.id in (${sql.join(ids)}) and m.body_state = 'stored' and c.body_state = 'stored'
        and c.orphaned_at is null and ${readable(scope, 'c')}
        and c."from" = m."from" and c.subject = m.subject and c.sent_at is not distinct from m.sent_at
        and cb.text is not distinct from mb.text and cb.html is not distinct from mb.html
      order by m.id, c.id`.execute(db);
    pairs.push(...rows.filter((row) => sameNames(row.attachments, row.copied_attachments)));
  }
  return pairs;
}

/** Sizes and part numbers are told differently by different servers. */
function sameNames(one: string, other: string): boolean {
  return one === other || names(one) === names(other);
}

function names(attachments: string): string {
  return fromJson<Attachment[]>(attachments)
    .map(({ name, mediaType }) => `${mediaType} ${name}`)
    .sort()
    .join('\n');
}
