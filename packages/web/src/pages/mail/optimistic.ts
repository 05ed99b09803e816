/** What the cache looks like right after a person marked messages, before the server has answered. Pure. */
import type { CallAnswer } from '@mailroom/client';
import type { ConversationSummary, Flag, Folder, Message } from '@mailroom/model';

export interface Marking {
  conversationId: string;
  messageIds: readonly string[];
  flag: Exclude<Flag, 'draft'>;
  value: boolean;
}

type Conversation = CallAnswer<'readConversation'>;

function markMessage<One extends Pick<Message, 'id' | 'flags'>>(
  message: One,
  { messageIds, flag, value }: Marking,
): One {
  if (!messageIds.includes(message.id) || message.flags.includes(flag) === value) return message;
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
  { conversationId, messageIds, flag, value }: Marking,
): ConversationSummary {
  if (summary.id !== conversationId) return summary;
  if (flag === 'flagged') return { ...summary, flagged: value };
  if (flag !== 'seen') return summary;
  const change = value ? -messageIds.length : messageIds.length;
  return { ...summary, unread: Math.min(summary.messages, Math.max(0, summary.unread + change)) };
}

/** Unread counts of the folders that hold the messages. */
export function markFolders(
  folders: readonly Folder[],
  marking: Marking,
  messages: readonly Message[],
): Folder[] {
  if (marking.flag !== 'seen') return [...folders];
  const changed = messages.filter(
    ({ id, flags }) => marking.messageIds.includes(id) && flags.includes('seen') !== marking.value,
  );
  return folders.map((folder) => {
    const here = changed.filter(({ folderIds }) => folderIds.includes(folder.id)).length;
    return here === 0
      ? folder
      : { ...folder, unread: Math.max(0, folder.unread + (marking.value ? -here : here)) };
  });
}
