import type { Folder, FolderRole } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { orderFolders } from './folder-order.ts';

const folder = (path: string, role: FolderRole | null = null): Folder => ({
  id: path,
  accountId: 'a',
  path,
  name: path.split('/').at(-1) ?? path,
  delimiter: '/',
  role,
  selectable: true,
  messages: 0,
  unread: 0,
  serverMessages: null,
});

describe('orderFolders', () => {
  it('puts roles first, in their own order, whatever their names', () => {
    const entries = orderFolders(
      [folder('Папка'), folder('Корзина', 'trash'), folder('Отправленные', 'sent'), folder('INBOX', 'inbox')],
      'ru',
    );
    expect(entries.map(({ path }) => path)).toEqual(['INBOX', 'Отправленные', 'Корзина', 'Папка']);
  });

  it('keeps children below their parents and names the folders above them', () => {
    const entries = orderFolders(
      [folder('Projects'), folder('Projects-old'), folder('Projects/10'), folder('Projects/9')],
      'en',
    );
    expect(entries.map(({ path, parents }) => [path, parents])).toEqual([
      ['Projects', []],
      ['Projects/9', ['Projects']],
      ['Projects/10', ['Projects']],
      ['Projects-old', []],
    ]);
  });

  it('shows a parent that the server does not list, so that its children do not seem to stand alone', () => {
    const entries = orderFolders([folder('Lost/Far/Child')], 'en');
    expect(entries.map(({ name, folder: own, parents }) => [name, own === null, parents])).toEqual([
      ['Lost', true, []],
      ['Far', true, ['Lost']],
      ['Child', false, ['Lost', 'Far']],
    ]);
  });

  it('lifts a role out of the folder the server keeps it in, and drops what only held roles', () => {
    const entries = orderFolders(
      [
        { ...folder('[Gmail]'), selectable: false },
        folder('[Gmail]/Sent Mail', 'sent'),
        folder('INBOX', 'inbox'),
        folder('INBOX/Club'),
      ],
      'en',
    );
    expect(entries.map(({ path, parents }) => [path, parents.length])).toEqual([
      ['INBOX', 0],
      ['INBOX/Club', 1],
      ['[Gmail]/Sent Mail', 0],
    ]);
  });
});
