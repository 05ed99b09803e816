/** What the cache looks like right after a person marked messages, before the server has answered. Pure. */
import type { CallAnswer } from '@mailroom/client';
import type { ConversationSummary, Flag, Folder, Message } from '@mailroom/model';

/** Messages by their ids, or as the list names them, where only the conversation is known. */
export type Which = readonly string[] | 'newest' | 'flagged';

export interface MarkWish {
  conversation: Pick<ConversationSummary, 'id' | 'accountId' | 'unread'>;
  which: Which;
  flag: Exclude<Flag, 'draft'>;
  value: boolean;
}

export interface Marking extends Omit<MarkWish, 'which'> {
  /** null: the conversation has not been read, so that only its number of messages is known. */
  messageIds: readonly string[] | null;
}

type Conversation = CallAnswer<'readConversation'>;

export function chosen(messages: readonly Pick<Message, 'id' | 'flags'>[], which: Which): readonly string[] {
  if (which === 'newest') return messages.slice(-1).map(({ id }) => id);
  if (which === 'flagged')
    return messages.filter(({ flags }) => flags.includes('flagged')).map(({ id }) => id);
  return which;
}

function markMessage<One extends Pick<Message, 'id' | 'flags'>>(
  message: One,
  { messageIds, flag, value }: Marking,
): One {
  if (!messageIds?.includes(message.id) || message.flags.includes(flag) === value) return message;
  return {
    ...message,
    flags: value ? [...message.flags, flag] : message.flags.filter((one) => one !== flag),
  };
}

export function markConversation(read: Conversation, marking: Marking): Conversation {
  const messages = read.messages.map((message) => markMessage(message, marking));
  const unread = messages.filter(({ flags }) => !flags.includes('seen')).length;
  const flagged = messages.some(({ flags }) => flags.includes('flagged'));
  return { ...read, messages, conversation: { ...read.conversation, unread, flagged } };
}

/** A row of the list, whose messages are not known: only their number is. */
export function markSummary(
  summary: ConversationSummary,
  { conversation, messageIds, flag, value }: Marking,
): ConversationSummary {
  if (summary.id !== conversation.id) return summary;
  if (flag === 'flagged') return { ...summary, flagged: value };
  if (flag !== 'seen') return summary;
  const number = messageIds?.length ?? guessed(conversation, value);
  const change = value ? -number : number;
  return { ...summary, unread: Math.min(summary.messages, Math.max(0, summary.unread + change)) };
}

/** The newest message of a conversation with unread mail is taken for unread itself: marking it so again counts nothing twice. */
function guessed({ unread }: Marking['conversation'], value: boolean): number {
  return unread > 0 === value ? 1 : 0;
}

/**
 * Unread counts of the folders that hold the messages.
 *
 * @param messages those of the conversation; null when they have not been read
 * @param shown the folders that the list shows, where an unread conversation's newest message is taken to be
 */
export function markFolders(
  folders: readonly Folder[],
  marking: Marking,
  messages: readonly Message[] | null,
  shown: (folder: Folder) => boolean,
): Folder[] {
  const { conversation, messageIds, flag, value } = marking;
  if (flag !== 'seen') return [...folders];
  const changed = messages?.filter(
    ({ id, flags }) => messageIds?.includes(id) && flags.includes('seen') !== value,
  );
  return folders.map((folder) => {
    const here = changed
      ? changed.filter(({ folderIds }) => folderIds.includes(folder.id)).length
      : folder.accountId === conversation.accountId && shown(folder)
        ? guessed(conversation, value)
        : 0;
    return here === 0 ? folder : { ...folder, unread: Math.max(0, folder.unread + (value ? -here : here)) };
  });
}
