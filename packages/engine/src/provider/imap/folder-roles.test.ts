import { describe, expect, it } from 'vitest';
import { folderRoles, isNotMail, isView, type NamedFolder } from './folder-roles.ts';

function folder(path: string, ...attributes: string[]): NamedFolder {
  return { path, name: path.split('/').at(-1) ?? path, delimiter: '/', attributes: new Set(attributes) };
}

function rolesOf(...folders: NamedFolder[]): Record<string, string> {
  return Object.fromEntries(folderRoles(folders));
}

describe('folder roles', () => {
  it('take the word of a server that has SPECIAL-USE over any name', () => {
    expect(rolesOf(folder('Sent'), folder('Ausgang', '\\Sent'), folder('[Gmail]/Alle', '\\All'))).toEqual({
      Ausgang: 'sent',
      '[Gmail]/Alle': 'all',
    });
  });

  it.each([
    ['Sent Items', 'Drafts', 'Archive', 'Junk Email', 'Deleted Items'],
    ['Gesendete Elemente', 'Entwürfe', 'Archiv', 'Junk-E-Mail', 'Gelöschte Elemente'],
    ['Éléments envoyés', 'Brouillons', 'Archive', 'Courrier indésirable', 'Éléments supprimés'],
    ['Elementos enviados', 'Borradores', 'Archivo', 'Correo no deseado', 'Elementos eliminados'],
    ['Posta inviata', 'Bozze', 'Archivio', 'Posta indesiderata', 'Posta eliminata'],
    ['Itens Enviados', 'Rascunhos', 'Arquivo Morto', 'Lixo Eletrônico', 'Itens Excluídos'],
    ['Verzonden items', 'Concepten', 'Archief', 'Ongewenste e-mail', 'Verwijderde items'],
    ['Отправленные', 'Черновики', 'Архив', 'Нежелательная почта', 'Удаленные'],
    ['Elementy wysłane', 'Wersje robocze', 'Archiwum', 'Wiadomości-śmieci', 'Elementy usunięte'],
    ['已发送邮件', '草稿', '存档', '垃圾邮件', '已删除邮件'],
    ['送信済みアイテム', '下書き', 'アーカイブ', '迷惑メール', '削除済みアイテム'],
  ])('are found by name in the mailbox language: %s', (sent, drafts, archive, junk, trash) => {
    const roles = rolesOf(...['INBOX', sent, drafts, archive, junk, trash].map((path) => folder(path)));
    expect(roles).toEqual({
      INBOX: 'inbox',
      [sent]: 'sent',
      [drafts]: 'drafts',
      [archive]: 'archive',
      [junk]: 'junk',
      [trash]: 'trash',
    });
  });

  it('never fall on two folders, and prefer the longer name', () => {
    expect(rolesOf(folder('Sent'), folder('Sent Items'), folder('Trash'), folder('Deleted Items'))).toEqual({
      'Sent Items': 'sent',
      'Deleted Items': 'trash',
    });
  });

  it('do not fall on a folder that somebody nested in their own', () => {
    expect(rolesOf(folder('Projects/Archive'), folder('INBOX/Sent'))).toEqual({ 'INBOX/Sent': 'sent' });
  });

  it('match whatever the case and the composition of accents', () => {
    expect(rolesOf(folder('ÉLÉMENTS ENVOYÉS'.normalize('NFD')), folder('inbox'))).toEqual({
      inbox: 'inbox',
      ['ÉLÉMENTS ENVOYÉS'.normalize('NFD')]: 'sent',
    });
  });
});

describe('folders that are not mail', () => {
  it('are the calendar and its kin in any language, with all below them', () => {
    for (const path of [
      'Calendar',
      'Kontakte',
      'Journal',
      'Tâches',
      'Задачи',
      '日历',
      'Calendar/Birthdays',
      'RSS Feeds',
    ]) {
      expect(isNotMail(folder(path)), path).toBe(true);
    }
    for (const path of ['INBOX', 'Sent Items', 'Customers', 'Archive'])
      expect(isNotMail(folder(path)), path).toBe(false);
  });

  it('are views over other folders', () => {
    expect(isView(folder('[Gmail]/Starred', '\\Flagged'))).toBe(true);
    expect(isView(folder('[Gmail]/All Mail', '\\All'))).toBe(false);
  });
});
