/** What the cache looks like right after a person marked messages, before the server has answered. Pure. */
import type { CallAnswer } from '@mailroom/client';
import type { ConversationSummary, Flag, Folder, Message, MessageMarks } from '@mailroom/model';

/** Messages by their ids, or as the list names them, where only the conversation is known. */
export type Which = readonly string[] | 'newest' | 'flagged' | 'unread';

/** What is said of messages. */
export interface Mark {
  flag: Exclude<Flag, 'draft'>;
  value: boolean;
}

export interface MarkWish extends Mark {
  of: readonly { conversation: Marking['conversation']; which: Which }[];
}

export interface Marking extends Mark {
  conversation: Pick<ConversationSummary, 'id' | 'accountId' | 'unread'>;
  /** null: the conversation has not been read, so that only its number of messages is known. */
  messageIds: readonly string[] | null;
}

type Conversation = CallAnswer<'readConversation'>;

/** The messages of one conversation that a wish means and that are not so already. */
export function chosen(
  messages: readonly Pick<MessageMarks, 'id' | 'flags'>[],
  which: Which,
  { flag, value }: Mark,
): readonly string[] {
  if (typeof which !== 'string') return which;
  const meant = messages.filter(({ flags }, at) => {
    if (which === 'newest') return at === messages.length - 1;
    return which === 'flagged' ? flags.includes('flagged') : !flags.includes('seen');
  });
  return meant.filter(({ flags }) => flags.includes(flag) !== value).map(({ id }) => id);
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

/**
 * How many messages change: read from the list, all that are unread; unread, the newest, which is taken for unread already where
 * anything is, so that nothing is counted twice.
 */
function guessed({ unread }: Marking['conversation'], value: boolean): number {
  if (value) return unread;
  return unread > 0 ? 0 : 1;
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
