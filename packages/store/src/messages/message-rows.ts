/** New messages as rows. */
import type { Arrival } from '@mailroom/engine/ports/index';
import { type ThreadIds, threadIds } from '@mailroom/engine/thread/index';
import type { Insertable, Transaction } from 'kysely';
import type { AggregatedMessage } from '../conversations/aggregates.ts';
import { type SubjectColumns, subjectColumns } from '../conversations/subject.ts';
import { threadKey } from '../conversations/thread-key.ts';
import { firstOfEach } from '../database/each.ts';
import type { MessagesTable } from '../database/tables/mail.ts';
import type { Tables } from '../database/tables.ts';
import { type FlagColumns, flagColumns } from './flags.ts';
import { firstCandidate, otherCandidate } from './message-id.ts';

/** Ids that are free, in the arrivals' order: asked again only for those whose candidate was taken. */
export async function freeMessageIds(
  db: Transaction<Tables>,
  folderId: number,
  arrivals: readonly Arrival[],
): Promise<number[]> {
  const ids = arrivals.map((arrival) => firstCandidate(arrival.receivedAt, folderId, arrival.uid));
  const taken = new Set<number>();
  let open = ids.map((_, at) => at);
  while (open.length > 0) {
    const stored = await firstOfEach(
      db,
      'select id from messages where id = ?',
      open.map((at) => [ids[at] ?? 0]),
    );
    open = open.filter((at, asked) => {
      const id = ids[at] ?? 0;
      if (stored[asked] === undefined && !taken.has(id)) {
        taken.add(id);
        return false;
      }
      ids[at] = otherCandidate(id, Math.random());
      return true;
    });
  }
  return ids;
}

/** An arrival that begins a message, with all that is told of it once. */
export interface NewMessage {
  id: number;
  identity: string | null;
  arrival: Arrival;
  thread: ThreadIds;
  /** `threadKey` of each of the thread's keys. */
  keys: readonly number[];
  subject: SubjectColumns;
  /** Senders, as they are stored. */
  from: string;
  flags: FlagColumns;
}

/** @param flags of the place that speaks for it, where several arrive at once */
export function newMessage(
  id: number,
  identity: string | null,
  arrival: Arrival,
  flags: readonly string[],
): NewMessage {
  const thread = threadIds(arrival);
  return {
    id,
    identity,
    arrival,
    thread,
    keys: thread.keys.map(threadKey),
    subject: subjectColumns(arrival, thread),
    from: listText(arrival.from),
    flags: flagColumns(flags),
  };
}

/** `threadKey` of the message's own identifier, which mostly is its first key. */
function ownKey({ thread, keys }: NewMessage): number | null {
  const { own } = thread;
  if (own === null) return null;
  const [first] = keys;
  return first !== undefined && thread.keys[0] === own ? first : threadKey(own);
}

/** Most lists of a message are empty. */
function listText(list: readonly unknown[]): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}

export function messageRow(message: NewMessage, accountId: number, conversationId: number) {
  const { id, identity, arrival, thread } = message;
  return {
    id,
    account_id: accountId,
    conversation_id: conversationId,
    identity,
    message_id: arrival.messageId,
    own_key: ownKey(message),
    references: listText(thread.ancestors),
    subject: arrival.subject,
    from: message.from,
    to: listText(arrival.to),
    cc: listText(arrival.cc),
    bcc: listText(arrival.bcc),
    reply_to: listText(arrival.replyTo),
    sent_at: arrival.sentAt?.getTime() ?? null,
    received_at: arrival.receivedAt.getTime(),
    size: arrival.size,
    ...message.flags,
    snippet: '',
    has_attachments: hasAttachments(arrival.attachments),
    attachments: listText(arrival.attachments),
    text_parts: listText(arrival.textParts),
    structure_known: arrival.structureKnown ? 1 : 0,
    body_state: 'pending',
    body_reason: null,
    joined: thread.reason,
    ...message.subject,
    orphaned_at: null,
  } satisfies Insertable<MessagesTable>;
}

/** What a conversation shows of a message whose body was not read yet. */
export function aggregated({ id, arrival, from, flags }: NewMessage): AggregatedMessage {
  return {
    id,
    subject: arrival.subject,
    snippet: '',
    from,
    received_at: arrival.receivedAt.getTime(),
    seen: flags.seen,
    flagged: flags.flagged,
    answered: flags.answered,
    has_attachments: hasAttachments(arrival.attachments),
  };
}

/** Pictures shown inside the text are no attachments to a person. */
export function hasAttachments(attachments: Arrival['attachments']): 0 | 1 {
  return attachments.some(({ inline }) => !inline) ? 1 : 0;
}
