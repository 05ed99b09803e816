import { describe, expect, it } from 'vitest';
import { exchangeNames } from './exchange-folder-names.ts';
import type { NamedFolder } from './folder-name.ts';
import { folderRoles } from './folder-roles.ts';
import { foldersWithoutMail } from './folders-without-mail.ts';

function folder(path: string): NamedFolder {
  return { path, name: path.split('/').at(-1) ?? path, delimiter: '/', attributes: new Set() };
}

/** Of these folders, those that are left out. */
function leftOut(...paths: string[]): string[] {
  return [...foldersWithoutMail(paths.map(folder))];
}

const english = ['INBOX', 'Sent Items', 'Deleted Items'];
const german = ['INBOX', 'Gesendete Elemente', 'Gelöschte Elemente'];

describe('folders without mail', () => {
  it('are those that Exchange itself has, by their names in the language of the mailbox', () => {
    const own = ['Calendar', 'Calendar/Birthdays', 'Contacts', 'Journal', 'Notes', 'Tasks', 'Outbox'];
    expect(leftOut(...english, ...own, 'Customers')).toEqual(own);
    expect(leftOut(...german, 'Kalender', 'Notizen', 'Kontakte/Firmen')).toEqual([
      'Kalender',
      'Notizen',
      'Kontakte/Firmen',
    ]);
  });

  it('do not go by the words of another language: Notes of a German are mail', () => {
    expect(leftOut(...german, 'Notizen', 'Notes', 'Tasks', 'Contacts', 'Agenda')).toEqual(['Notizen']);
    expect(leftOut(...english, 'Aufgaben', 'Agenda', 'Note', 'Scheduled')).toEqual([]);
  });

  it('are not known where the language of the mailbox cannot be told', () => {
    expect(leftOut('INBOX', 'Notes', 'Calendar', 'Kalender')).toEqual([]);
    expect(leftOut('INBOX', 'Sent Items', 'Calendar')).toEqual([]);
    expect(leftOut('INBOX', 'Archive/Sent Items', 'Archive/Deleted Items', 'Notes')).toEqual([]);
  });

  it('of a mailbox that speaks two languages are those without mail in both', () => {
    expect(leftOut(...german, ...english, 'Notes', 'Notizen', 'Journal')).toEqual(['Journal']);
  });

  it('are not what somebody made below folders of their own, or below the notes and tasks of Exchange', () => {
    expect(leftOut(...english, 'Customers/Notes', 'INBOX/Contacts', 'Tasks/Sent offers')).toEqual([]);
  });

  it('are told in every language without touching a folder that has a role', () => {
    for (const { sent, deleted, withAllBelow, alone } of exchangeNames) {
      const [of = '', trash = ''] = [sent[0], deleted[0]];
      const without = [...withAllBelow, ...alone];
      const folders = ['INBOX', of, trash, ...without].map(folder);
      expect([...foldersWithoutMail(folders)], of).toEqual(without);
      expect(folderRoles(folders), of).toEqual(
        new Map([
          ['INBOX', 'inbox'],
          [of, 'sent'],
          [trash, 'trash'],
        ]),
      );
    }
  });
});
