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
    expect(entries.map((entry) => entry.folder.path)).toEqual(['INBOX', 'Отправленные', 'Корзина', 'Папка']);
  });

  it('keeps children below their parents and counts depth by folders that exist', () => {
    const entries = orderFolders(
      [
        folder('Projects'),
        folder('Projects-old'),
        folder('Projects/10'),
        folder('Projects/9'),
        folder('Lost/Child'),
      ],
      'en',
    );
    expect(entries.map((entry) => [entry.folder.path, entry.depth])).toEqual([
      ['Lost/Child', 0],
      ['Projects', 0],
      ['Projects/9', 1],
      ['Projects/10', 1],
      ['Projects-old', 0],
    ]);
  });
});
