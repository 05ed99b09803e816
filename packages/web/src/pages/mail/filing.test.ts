import type { Folder } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { deletes, type FilingWish, intentsOf, shownFolder } from './filing.ts';

const folder = (id: string, role: Folder['role'], accountId = 'a1'): Folder => ({
  id,
  accountId,
  path: id,
  name: id,
  delimiter: '/',
  role,
  selectable: true,
  messages: 1,
  unread: 0,
  serverMessages: 1,
});
const folders = [
  folder('in', 'inbox'),
  folder('in2', 'inbox', 'a2'),
  folder('sent', 'sent'),
  folder('trash', 'trash'),
  folder('work', null),
];
const inbox = folders[0];
type Messages = Parameters<typeof intentsOf>[1] extends ReadonlyMap<string, infer One> ? One : never;

/** What is asked of the server for one conversation of the first account. */
const asked = (messages: Messages, from: Folder | undefined, wish: FilingWish) =>
  intentsOf([{ id: 'c1', accountId: 'a1' }], new Map([['c1', messages]]), folders, () => from, wish);

describe('filing a conversation', () => {
  it('takes the messages that lie in the folder shown, and leaves the answers in Sent', () => {
    const messages = [
      { id: 'm1', folderIds: ['in'] },
      { id: 'm2', folderIds: ['sent'] },
    ];
    const common = { messageIds: ['m1'], fromFolderId: 'in' };
    expect(asked(messages, inbox, { kind: 'archive' })).toEqual([{ kind: 'archive', ...common }]);
    expect(asked(messages, inbox, { folderId: 'work' })).toEqual([
      { kind: 'move', folderId: 'work', ...common },
    ]);
  });

  it('takes, of what a search found, all but answers and what was thrown away, unless nothing else is there', () => {
    const answers = [
      { id: 'm2', folderIds: ['sent'] },
      { id: 'm3', folderIds: ['trash'] },
    ];
    const messages = [{ id: 'm1', folderIds: ['work'] }, ...answers];
    expect(asked(messages, undefined, { kind: 'trash' })).toEqual([{ kind: 'trash', messageIds: ['m1'] }]);
    expect(asked(answers, undefined, { kind: 'trash' })[0]?.messageIds).toEqual(['m2', 'm3']);
    expect(asked([], inbox, { kind: 'trash' })).toEqual([]);
  });

  it('asks for each account on its own, each with its own inbox, and for a thousand messages at once', () => {
    const conversations = [
      { id: 'c1', accountId: 'a1' },
      { id: 'c2', accountId: 'a2' },
      { id: 'c3', accountId: 'a1' },
    ];
    const many = Array.from({ length: 1001 }, (_, at) => ({ id: `m${at}`, folderIds: ['in'] }));
    const messages = new Map([
      ['c1', many],
      ['c2', [{ id: 'other', folderIds: ['in2'] }]],
      ['c3', [{ id: 'last', folderIds: ['in'] }]],
    ]);
    const from = (accountId: string) => shownFolder(folders, { role: 'inbox' }, accountId, false);
    const intents = intentsOf(conversations, messages, folders, from, { kind: 'archive' });
    expect(
      intents.map((one) => [
        one.messageIds.length,
        one.messageIds.at(-1),
        'fromFolderId' in one && one.fromFolderId,
      ]),
    ).toEqual([
      [1000, 'm999', 'in'],
      [2, 'last', 'in'],
      [1, 'other', 'in2'],
    ]);
  });

  it('knows the folder of the conversation’s own account', () => {
    expect(shownFolder(folders, { role: 'inbox' }, 'a2', false)?.id).toBe('in2');
    expect(shownFolder(folders, { folderId: 'work' }, 'a1', false)?.id).toBe('work');
    expect(shownFolder(folders, { role: 'inbox' }, 'a1', true)).toBeUndefined();
  });

  it('deletes for ever only what was thrown away or is junk', () => {
    expect(deletes(folders[3])).toBe('delete');
    expect(deletes(inbox)).toBe('trash');
    expect(deletes(undefined)).toBe('trash');
  });
});
