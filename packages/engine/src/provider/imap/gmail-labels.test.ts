import { describe, expect, it } from 'vitest';
import type { NamedFolder } from './folder-name.ts';
import { gmailLabels } from './gmail-labels.ts';

const folder = (path: string, ...attributes: string[]): NamedFolder => ({
  path,
  name: path.split('/').at(-1) ?? path,
  delimiter: '/',
  attributes: new Set(['\\HasNoChildren', ...attributes]),
});
const all = folder('[Gmail]/Tous les messages', '\\All');

describe('Gmail’s labels', () => {
  it('are the folders beside All Mail, Spam and Trash, under the names that X-GM-LABELS has for them', () => {
    const folders = [
      folder('INBOX'),
      all,
      folder('[Gmail]/Brouillons', '\\Drafts'),
      folder('[Gmail]/Messages envoyés', '\\Sent'),
      folder('[Gmail]/Spam', '\\Junk'),
      folder('[Gmail]/Corbeille', '\\Trash'),
      folder('work/project x'),
    ];
    expect(gmailLabels(folders)).toEqual(
      new Map([
        ['INBOX', '\\Inbox'],
        ['[Gmail]/Brouillons', '\\Draft'],
        ['[Gmail]/Messages envoyés', '\\Sent'],
        ['work/project x', 'work/project x'],
      ]),
    );
  });

  it('are what the attributes say, not what a folder of the person’s own is named', () => {
    expect(gmailLabels([all, folder('Sent'), folder('Trash')])).toEqual(
      new Map([
        ['Sent', 'Sent'],
        ['Trash', 'Trash'],
      ]),
    );
  });

  it('are none where All Mail is not shown over IMAP', () => {
    expect(gmailLabels([folder('INBOX'), folder('Work')])).toEqual(new Map());
  });
});
