import { expect, it } from 'vitest';
import { folderView, parseView, sharedView } from './view.ts';

it('reads back every view it writes, and takes the unknown for the inbox', () => {
  expect(parseView(folderView('f.1/2'))).toEqual({ folderId: 'f.1/2' });
  expect(parseView(sharedView)).toEqual({ scope: 'conversations' });
  expect(parseView('sent')).toEqual({ role: 'sent' });
  expect(parseView('nonsense')).toEqual({ role: 'inbox' });
});
