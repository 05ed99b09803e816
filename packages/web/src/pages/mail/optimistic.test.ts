import type { ConversationMessage, ConversationSummary, Folder } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { chosen, type Marking, markConversation, markFolders, markSummary } from './optimistic.ts';

const message = (
  id: string,
  flags: ConversationMessage['flags'],
  folderIds = ['inbox'],
): ConversationMessage => ({
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
  copies: [],
  answers: [],
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
  copies: [],
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

const seen: Marking = { conversation: summary, messageIds: ['m1', 'm2'], flag: 'seen', value: true };
const anywhere = () => true;
const messages = [message('m1', []), message('m2', ['seen']), message('m3', [], ['archive'])];

describe('marking read', () => {
  it('changes the messages named and counts what is left', () => {
    const marked = markConversation({ conversation: summary, messages, outgoing: [] }, seen);
    expect(marked.messages.map(({ flags }) => flags)).toEqual([['seen'], ['seen'], []]);
    expect(marked.conversation.unread).toBe(1);
  });

  it('counts a folder down by what was unread there, not by what was asked', () => {
    expect(
      markFolders([folder('inbox', 5), folder('archive', 1)], seen, messages, anywhere).map(
        ({ unread }) => unread,
      ),
    ).toEqual([4, 1]);
  });

  it('never counts below nothing or above all', () => {
    expect(markSummary({ ...summary, unread: 1 }, seen).unread).toBe(0);
    expect(markSummary({ ...summary, unread: 3 }, { ...seen, value: false }).unread).toBe(3);
    expect(markFolders([folder('inbox', 0)], seen, messages, anywhere)[0]?.unread).toBe(0);
  });

  it('leaves other conversations as they are', () => {
    const other = { ...summary, id: 'other' };
    expect(markSummary(other, seen)).toBe(other);
  });
});

describe('starring', () => {
  const star: Marking = { conversation: summary, messageIds: ['m3'], flag: 'flagged', value: true };
  it('shows on the row and on the message, and touches no count', () => {
    expect(markSummary(summary, star)).toMatchObject({ flagged: true, unread: 2 });
    const marked = markConversation({ conversation: summary, messages, outgoing: [] }, star);
    expect(marked.conversation.flagged).toBe(true);
    expect(marked.messages[2]?.flags).toEqual(['flagged']);
    expect(markFolders([folder('inbox', 5)], star, messages, anywhere)[0]?.unread).toBe(5);
  });
});

describe('marking a conversation that was never opened', () => {
  const unread = (part: Partial<ConversationSummary>): Marking => ({
    conversation: { ...summary, ...part },
    messageIds: null,
    flag: 'seen',
    value: false,
  });
  const folders = [folder('inbox', 5), folder('archive', 1)];
  const inInbox = ({ id }: Folder) => id === 'inbox';

  it('counts one more in the folder that the list shows, and in no other account', () => {
    const counts = (marking: Marking) =>
      markFolders(folders, marking, null, inInbox).map((each) => each.unread);
    expect(counts(unread({ unread: 0 }))).toEqual([6, 1]);
    expect(counts(unread({ unread: 0, accountId: 'b' }))).toEqual([5, 1]);
    expect(markSummary({ ...summary, unread: 0 }, unread({ unread: 0 })).unread).toBe(1);
  });

  it('counts all that was unread when it is read as a whole', () => {
    const whole: Marking = { ...unread({ unread: 2 }), value: true };
    expect(markFolders(folders, whole, null, inInbox).map((each) => each.unread)).toEqual([3, 1]);
    expect(markSummary(summary, whole).unread).toBe(0);
  });

  it('counts nothing when there was unread mail before', () => {
    expect(markFolders(folders, unread({ unread: 2 }), null, inInbox)).toEqual(folders);
    expect(markSummary(summary, unread({})).unread).toBe(2);
  });
});

describe('chosen', () => {
  const some = [message('m1', ['flagged']), message('m2', []), message('m3', ['flagged', 'seen'])];

  it('names messages as the list does', () => {
    const unflag = { flag: 'flagged', value: false } as const;
    expect(chosen(some, 'newest', { flag: 'seen', value: false })).toEqual(['m3']);
    expect(chosen(some, 'flagged', unflag)).toEqual(['m1', 'm3']);
    expect(chosen(some, 'unread', { flag: 'seen', value: true })).toEqual(['m1', 'm2']);
    expect(chosen(some, ['m2'], unflag)).toEqual(['m2']);
    expect(chosen([], 'newest', unflag)).toEqual([]);
  });

  it('leaves out what is so already, so that taking it back changes nothing else', () => {
    expect(chosen(some, 'newest', { flag: 'flagged', value: true })).toEqual([]);
  });
});
