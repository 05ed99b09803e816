import { describe, expect, it } from 'vitest';
import type { NamedFolder } from './folder-name.ts';
import { roleNames } from './folder-role-names.ts';
import { folderRoles, isView } from './folder-roles.ts';

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
    ['已傳送的郵件', '草稿匣', '封存', '垃圾郵件', '刪除的郵件'],
    ['보낸 편지함', '임시 보관함', '보관', '정크 메일', '지운 편지함'],
    ['Надіслані', 'Чернетки', 'Архів', 'Небажана пошта', 'Видалені'],
    ['Odeslaná pošta', 'Koncepty', 'Archiv', 'Nevyžádaná pošta', 'Odstraněná pošta'],
    ['Odoslaná pošta', 'Koncepty', 'Archív', 'Nevyžiadaná pošta', 'Odstránená pošta'],
    ['Elküldött elemek', 'Piszkozatok', 'Archívum', 'Levélszemét', 'Törölt elemek'],
    ['Elemente trimise', 'Schițe', 'Arhivă', 'E-mail nedorit', 'Elemente șterse'],
    ['Skickat', 'Utkast', 'Arkiv', 'Skräppost', 'Borttaget'],
    ['Sendt post', 'Kladder', 'Arkiv', 'Uønsket e-mail', 'Slettet post'],
    ['Sendte elementer', 'Utkast', 'Arkiv', 'Søppelpost', 'Slettede elementer'],
    ['Lähetetyt', 'Luonnokset', 'Arkisto', 'Roskaposti', 'Poistetut'],
    ['Απεσταλμένα', 'Πρόχειρα', 'Αρχείο', 'Ανεπιθύμητη αλληλογραφία', 'Διαγραμμένα'],
    ['Gönderilmiş Öğeler', 'Taslaklar', 'Arşiv', 'Önemsiz E-posta', 'Silinmiş Öğeler'],
    ['פריטים שנשלחו', 'טיוטות', 'ארכיון', 'דואר זבל', 'פריטים שנמחקו'],
    ['العناصر المرسلة', 'مسودات', 'أرشيف', 'بريد إلكتروني غير هام', 'العناصر المحذوفة'],
    ['Mục đã Gửi', 'Bản nháp', 'Lưu trữ', 'Email Rác', 'Mục đã Xóa'],
    ['Item Terkirim', 'Draf', 'Arsip', 'Email Sampah', 'Item Terhapus'],
    ['รายการที่ถูกส่ง', 'แบบร่าง', 'ที่เก็บถาวร', 'อีเมลขยะ', 'รายการที่ถูกลบ'],
    ['Изпратени', 'Чернови', 'Архив', 'Нежелана поща', 'Изтрити'],
    ['Poslane stavke', 'Skice', 'Arhiva', 'Bezvrijedna e-pošta', 'Izbrisane stavke'],
    ['Послате ставке', 'Радне верзије', 'Архива', 'Нежељена пошта', 'Избрисане ставке'],
    ['Poslano', 'Osnutki', 'Arhiv', 'Neželena e-pošta', 'Izbrisano'],
    ['Išsiųsti elementai', 'Juodraščiai', 'Archyvas', 'Nepageidaujamas el. paštas', 'Panaikinti elementai'],
    ['Nosūtītie vienumi', 'Melnraksti', 'Arhīvs', 'Nevēlamais e-pasts', 'Izdzēstie vienumi'],
    ['Saadetud üksused', 'Mustandid', 'Arhiiv', 'Rämpspost', 'Kustutatud üksused'],
    ['Elements enviats', 'Esborranys', 'Arxiu', 'Correu brossa', 'Elements suprimits'],
    ['Item Dihantar', 'Draf', 'Arkib', 'E-mel Remeh', 'Item Dipadamkan'],
    ['भेजे गए आइटम', 'ड्राफ़्ट', 'संग्रह', 'जंक ईमेल', 'हटाए गए आइटम'],
    ['موارد ارسال شده', 'پیش نویس ها', 'بایگانی', 'هرزنامه', 'موارد حذف شده'],
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

  it('are told by names that mean one role each', () => {
    const roleOf = (name: string) => folderRoles([folder(name)]).get(name);
    for (const [role, names] of Object.entries(roleNames)) {
      for (const name of names) expect(roleOf(name), name).toBe(role);
    }
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

it('views over other folders are told by their attributes', () => {
  expect(isView(folder('[Gmail]/Starred', '\\Flagged'))).toBe(true);
  expect(isView(folder('[Gmail]/All Mail', '\\All'))).toBe(false);
});
