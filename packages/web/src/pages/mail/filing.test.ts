import type { Folder } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { deletes, intentOf, shownFolder } from './filing.ts';

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

describe('filing a conversation', () => {
  it('takes the messages that lie in the folder shown, and leaves the answers in Sent', () => {
    const messages = [
      { id: 'm1', folderIds: ['in'] },
      { id: 'm2', folderIds: ['sent'] },
    ];
    expect(intentOf(messages, folders, inbox, { kind: 'archive' })).toEqual({
      kind: 'archive',
      messageIds: ['m1'],
      fromFolderId: 'in',
    });
    expect(intentOf(messages, folders, inbox, { folderId: 'work' })).toMatchObject({
      kind: 'move',
      folderId: 'work',
    });
  });

  it('takes, of what a search found, all but answers and what was thrown away, unless nothing else is there', () => {
    const answers = [
      { id: 'm2', folderIds: ['sent'] },
      { id: 'm3', folderIds: ['trash'] },
    ];
    const messages = [{ id: 'm1', folderIds: ['work'] }, ...answers];
    expect(intentOf(messages, folders, undefined, { kind: 'trash' })).toEqual({
      kind: 'trash',
      messageIds: ['m1'],
    });
    expect(intentOf(answers, folders, undefined, { kind: 'trash' })?.messageIds).toEqual(['m2', 'm3']);
    expect(intentOf([], folders, inbox, { kind: 'trash' })).toBeNull();
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
