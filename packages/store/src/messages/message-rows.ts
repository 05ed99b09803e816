/** New messages as rows. */
import type { Arrival } from '@mailroom/engine/ports/index';
import { threadIds } from '@mailroom/engine/thread/index';
import type { Insertable, Transaction } from 'kysely';
import type { SubjectColumns } from '../conversations/subject.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { MessagesTable, Tables } from '../database/tables.ts';
import { flagColumns } from './flags.ts';
import { identity } from './identity.ts';
import { firstCandidate, otherCandidate } from './message-id.ts';

/** Ids that are free, in the arrivals' order: one question for all of them, and again only for those whose candidate was taken. */
export async function freeMessageIds(
  db: Transaction<Tables>,
  folderId: number,
  arrivals: readonly Arrival[],
): Promise<number[]> {
  const ids = arrivals.map((arrival) => firstCandidate(arrival.receivedAt, folderId, arrival.uid));
  const taken = new Set<number>();
  let open = ids.map((_, at) => at);
  while (open.length > 0) {
    const stored = new Set<number>();
    for (const chunk of inChunks(open, 5000)) {
      const rows = await db
        .selectFrom('messages')
        .select('id')
        .where(
          'id',
          'in',
          chunk.map((at) => ids[at] ?? 0),
        )
        .execute();
      for (const { id } of rows) stored.add(id);
    }
    open = open.filter((at) => {
      const id = ids[at] ?? 0;
      if (!stored.has(id) && !taken.has(id)) {
        taken.add(id);
        return false;
      }
      ids[at] = otherCandidate(id, Math.random());
      return true;
    });
  }
  return ids;
}

export function messageRow(
  arrival: Arrival,
  keys: { id: number; accountId: number; conversationId: number; subject: SubjectColumns },
): Insertable<MessagesTable> {
  const thread = threadIds(arrival);
  return {
    id: keys.id,
    account_id: keys.accountId,
    conversation_id: keys.conversationId,
    identity: identity(arrival),
    message_id: arrival.messageId,
    own_id: thread.own,
    references: JSON.stringify(thread.ancestors),
    subject: arrival.subject,
    from: JSON.stringify(arrival.from),
    to: JSON.stringify(arrival.to),
    cc: JSON.stringify(arrival.cc),
    bcc: JSON.stringify(arrival.bcc),
    reply_to: JSON.stringify(arrival.replyTo),
    sent_at: arrival.sentAt?.getTime() ?? null,
    received_at: arrival.receivedAt.getTime(),
    size: arrival.size,
    ...flagColumns(arrival.flags),
    snippet: '',
    has_attachments: hasAttachments(arrival.attachments),
    attachments: JSON.stringify(arrival.attachments),
    text_parts: JSON.stringify(arrival.textParts),
    structure_known: arrival.structureKnown ? 1 : 0,
    body_state: 'pending',
    body_reason: null,
    joined: thread.reason,
    ...keys.subject,
    orphaned_at: null,
  };
}

/** Pictures shown inside the text are no attachments to a person. */
export function hasAttachments(attachments: Arrival['attachments']): 0 | 1 {
  return attachments.some(({ inline }) => !inline) ? 1 : 0;
}
