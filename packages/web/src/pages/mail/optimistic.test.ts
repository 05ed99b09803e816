import type { ConversationSummary, Folder, Message } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { type Marking, markConversation, markFolders, markSummary } from './optimistic.ts';

const message = (id: string, flags: Message['flags'], folderIds = ['inbox']): Message => ({
  id,
  accountId: 'a',
  conversationId: 'c',
  from: [],
  to: [],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: '',
  snippet: '',
  receivedAt: '2026-11-20T10:00:00Z',
  sentAt: null,
  flags,
  hasAttachments: false,
  folderIds,
  messageIdHeader: null,
  body: 'stored',
  text: '',
  hasHtml: false,
  attachments: [],
  size: 0,
  joined: 'root',
});

const summary: ConversationSummary = {
  id: 'c',
  accountId: 'a',
  subject: '',
  snippet: '',
  participants: [],
  messages: 3,
  unread: 2,
  flagged: false,
  answered: false,
  hasAttachments: false,
  latestAt: '2026-11-20T10:00:00Z',
};

const folder = (id: string, unread: number): Folder => ({
  id,
  accountId: 'a',
  path: id,
  name: id,
  delimiter: '/',
  role: null,
  selectable: true,
  messages: 9,
  unread,
  serverMessages: 9,
});

const seen: Marking = { conversationId: 'c', messageIds: ['m1', 'm2'], flag: 'seen', value: true };
const messages = [message('m1', []), message('m2', ['seen']), message('m3', [], ['archive'])];

describe('marking read', () => {
  it('changes the messages named and counts what is left', () => {
    const marked = markConversation({ conversation: summary, messages, outgoing: [] }, seen);
    expect(marked.messages.map(({ flags }) => flags)).toEqual([['seen'], ['seen'], []]);
    expect(marked.conversation.unread).toBe(1);
  });

  it('counts a folder down by what was unread there, not by what was asked', () => {
    expect(
      markFolders([folder('inbox', 5), folder('archive', 1)], seen, messages).map(({ unread }) => unread),
    ).toEqual([4, 1]);
  });

  it('never counts below nothing or above all', () => {
    expect(markSummary({ ...summary, unread: 1 }, seen).unread).toBe(0);
    expect(markSummary({ ...summary, unread: 3 }, { ...seen, value: false }).unread).toBe(3);
    expect(markFolders([folder('inbox', 0)], seen, messages)[0]?.unread).toBe(0);
  });

  it('leaves other conversations as they are', () => {
    const other = { ...summary, id: 'other' };
    expect(markSummary(other, seen)).toBe(other);
  });
});

describe('starring', () => {
  const star: Marking = { conversationId: 'c', messageIds: ['m3'], flag: 'flagged', value: true };
  it('shows on the row and on the message, and touches no count', () => {
    expect(markSummary(summary, star)).toMatchObject({ flagged: true, unread: 2 });
    const marked = markConversation({ conversation: summary, messages, outgoing: [] }, star);
    expect(marked.conversation.flagged).toBe(true);
    expect(marked.messages[2]?.flags).toEqual(['flagged']);
    expect(markFolders([folder('inbox', 5)], star, messages)[0]?.unread).toBe(5);
  });
});
