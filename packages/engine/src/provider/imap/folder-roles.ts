/**
 * What each folder of a mailbox is for. The server's own word (SPECIAL-USE, RFC 6154) wins; Exchange has no such word and names
 * folders in the mailbox's language, so names are matched where it is missing. A role never falls on two folders.
 */
import type { FolderRole } from '@mailroom/model';

export interface NamedFolder {
  /** Full path, decoded. */
  path: string;
  /** Last component of the path. */
  name: string;
  delimiter: string | null;
  /** Attributes of LIST, e.g. `\Sent`, `\Noselect`. */
  attributes: ReadonlySet<string>;
}

type NamedRole = Exclude<FolderRole, 'inbox' | 'all'>;

/**
 * Names as Outlook on the web, Outlook, Apple Mail, Thunderbird and large mail hosts write them; compared folded. Languages in
 * order: English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Ukrainian, Polish, Czech, Slovak, Hungarian,
 * Romanian, Swedish, Danish, Norwegian, Finnish, Greek, Turkish, Hebrew, Arabic, Chinese (simplified, traditional), Japanese,
 * Korean, Vietnamese, Indonesian, Thai.
 */
const names: Record<NamedRole, readonly string[]> = {
  sent: [
    ...['Sent', 'Sent Items', 'Sent Mail', 'Sent Messages', 'Sent Email', 'Outgoing mail'],
    ...['Gesendet', 'Gesendete Elemente', 'Gesendete Objekte', 'Gesendete Nachrichten', 'Gesendete Mails'],
    ...['Éléments envoyés', 'Messages envoyés', 'Envoyés', 'Courrier envoyé', 'Mails envoyés'],
    ...['Elementos enviados', 'Enviados', 'Mensajes enviados', 'Correo enviado'],
    ...['Posta inviata', 'Inviata', 'Inviati', 'Elementi inviati', 'Messaggi inviati'],
    ...['Itens enviados', 'Itens Enviados', 'Mensagens enviadas', 'E-mails enviados', 'Enviadas'],
    ...['Verzonden', 'Verzonden items', 'Verzonden berichten'],
    ...['Отправленные', 'Отправленные элементы', 'Исходящие отправленные', 'Надіслані', 'Надіслані елементи'],
    ...['Elementy wysłane', 'Wysłane', 'Odeslaná pošta', 'Odeslané', 'Odoslaná pošta', 'Odoslané položky'],
    ...['Elküldött elemek', 'Elküldött', 'Elemente trimise', 'Trimise'],
    ...[
      'Skickat',
      'Skickade objekt',
      'Sendt post',
      'Sendte elementer',
      'Sendt',
      'Lähetetyt',
      'Lähetetyt viestit',
    ],
    ...['Απεσταλμένα', 'Σταλθέντα', 'Gönderilmiş Öğeler', 'Gönderilenler', 'Gönderilmiş Postalar'],
    ...['פריטים שנשלחו', 'נשלח', 'العناصر المرسلة', 'المرسلة', 'البريد المرسل'],
    ...['已发送', '已发送邮件', '已发邮件', '寄件備份', '已傳送的郵件', '寄件匣備份', '已寄出'],
    ...['送信済みアイテム', '送信済み', '送信済みメール', '보낸 편지함', '보낸 메일함'],
    ...['Mục đã Gửi', 'Thư đã gửi', 'Item Terkirim', 'Terkirim', 'รายการที่ถูกส่ง', 'จดหมายที่ส่งแล้ว'],
  ],
  drafts: [
    ...['Drafts', 'Draft', 'Entwürfe', 'Entwurf', 'Brouillons', 'Brouillon', 'Borradores', 'Borrador'],
    ...['Bozze', 'Bozza', 'Rascunhos', 'Rascunho', 'Concepten', 'Черновики', 'Чернетки'],
    ...[
      'Wersje robocze',
      'Kopie robocze',
      'Szkice',
      'Koncepty',
      'Rozepsané',
      'Piszkozatok',
      'Ciorne',
      'Schițe',
    ],
    ...['Utkast', 'Kladder', 'Luonnokset', 'Πρόχειρα', 'Taslaklar', 'טיוטות', 'مسودات', 'المسودات'],
    ...[
      '草稿',
      '草稿箱',
      '草稿匣',
      '下書き',
      '임시 보관함',
      '임시보관함',
      'Bản nháp',
      'Thư nháp',
      'Draf',
      'Konsep',
      'แบบร่าง',
      'ร่างจดหมาย',
    ],
  ],
  archive: [
    ...[
      'Archive',
      'Archives',
      'Archived',
      'Archiv',
      'Archivo',
      'Archivos',
      'Archivio',
      'Arquivo',
      'Arquivo Morto',
    ],
    ...[
      'Arquivo morto',
      'Arquivados',
      'Archief',
      'Архив',
      'Архів',
      'Archiwum',
      'Archív',
      'Archívum',
      'Arhivă',
      'Arhiva',
    ],
    ...['Arkiv', 'Arkisto', 'Αρχείο', 'Αρχειοθήκη', 'Arşiv', 'ארכיון', 'أرشيف', 'الأرشيف'],
    ...[
      '存档',
      '归档',
      '封存',
      '保存',
      '典藏',
      'アーカイブ',
      '보관',
      '보관함',
      'Lưu trữ',
      'Arsip',
      'ที่เก็บถาวร',
      'เก็บถาวร',
    ],
  ],
  junk: [
    ...['Junk', 'Junk Email', 'Junk E-mail', 'Junk Mail', 'Spam', 'Bulk Mail', 'Bulk'],
    ...[
      'Junk-E-Mail',
      'Spamverdacht',
      'Unerwünscht',
      'Unerwünschte Werbung',
      'Courrier indésirable',
      'Indésirables',
    ],
    ...[
      'Pourriel',
      'Correo no deseado',
      'Correo electrónico no deseado',
      'No deseado',
      'Posta indesiderata',
      'Indesiderata',
    ],
    ...[
      'Lixo Eletrônico',
      'Lixo eletrônico',
      'Lixo Eletrónico',
      'Correio eletrónico de lixo',
      'E-mail de Lixo',
      'E-mail secundário',
    ],
    ...[
      'Ongewenste e-mail',
      'Ongewenste reclame',
      'Нежелательная почта',
      'Спам',
      'Небажана пошта',
      'Небажана електронна пошта',
    ],
    ...['Wiadomości-śmieci', 'Wiadomości śmieci', 'Nevyžádaná pošta', 'Nevyžiadaná pošta', 'Levélszemét'],
    ...[
      'Mesaje nedorite',
      'Poștă nedorită',
      'E-mail nedorit',
      'Skräppost',
      'Uønsket e-mail',
      'Uønsket mail',
      'Uønsket e-post',
      'Søppelpost',
    ],
    ...[
      'Roskaposti',
      'Ανεπιθύμητη αλληλογραφία',
      'Ανεπιθύμητα',
      'Önemsiz',
      'Önemsiz E-posta',
      'Gereksiz E-posta',
    ],
    ...['דואר זבל', 'بريد إلكتروني غير هام', 'البريد العشوائي', 'البريد غير الهام'],
    ...[
      '垃圾邮件',
      '垃圾邮件箱',
      '垃圾郵件',
      '垃圾信件',
      '迷惑メール',
      '迷惑メールフォルダー',
      '정크 메일',
      '정크 이메일',
      '스팸함',
      '스팸메일함',
    ],
    ...['Email Rác', 'Thư rác', 'Email Sampah', 'อีเมลขยะ', 'จดหมายขยะ'],
  ],
  trash: [
    ...['Trash', 'Deleted', 'Deleted Items', 'Deleted Messages', 'Bin', 'Rubbish'],
    ...[
      'Gelöscht',
      'Gelöschte Elemente',
      'Gelöschte Objekte',
      'Papierkorb',
      'Éléments supprimés',
      'Messages supprimés',
      'Corbeille',
    ],
    ...[
      'Elementos eliminados',
      'Eliminados',
      'Papelera',
      'Posta eliminata',
      'Elementi eliminati',
      'Eliminata',
      'Cestino',
    ],
    ...[
      'Itens Excluídos',
      'Itens excluídos',
      'Itens Eliminados',
      'Itens eliminados',
      'Excluídos',
      'Lixeira',
      'Lixo',
      'Mensagens apagadas',
    ],
    ...[
      'Verwijderde items',
      'Verwijderd',
      'Prullenbak',
      'Удаленные',
      'Удалённые',
      'Удаленные элементы',
      'Корзина',
      'Видалені',
      'Видалені елементи',
      'Кошик',
    ],
    ...[
      'Elementy usunięte',
      'Kosz',
      'Odstraněná pošta',
      'Koš',
      'Odstránené položky',
      'Odstránená pošta',
      'Kôš',
    ],
    ...[
      'Törölt elemek',
      'Kuka',
      'Elemente șterse',
      'Coș de gunoi',
      'Borttaget',
      'Borttagna objekt',
      'Papperskorgen',
    ],
    ...[
      'Slettet post',
      'Slettede elementer',
      'Papirkurv',
      'Poistetut',
      'Roskakori',
      'Διαγραμμένα',
      'Κάδος',
      'Silinmiş Öğeler',
      'Çöp Kutusu',
      'Çöp',
    ],
    ...['פריטים שנמחקו', 'אשפה', 'العناصر المحذوفة', 'المحذوفة', 'المهملات'],
    ...[
      '已删除',
      '已删除邮件',
      '废纸篓',
      '回收站',
      '刪除的郵件',
      '已刪除的郵件',
      '垃圾桶',
      '削除済みアイテム',
      'ゴミ箱',
      '지운 편지함',
      '휴지통',
    ],
    ...['Mục đã Xóa', 'Thùng rác', 'Item Terhapus', 'Tempat Sampah', 'รายการที่ถูกลบ', 'ถังขยะ'],
  ],
};

/**
 * Folders of an Exchange mailbox that IMAP lists although they hold no mail: calendar, contacts, tasks, notes, journal, feeds,
 * synchronisation issues, outbox and what Teams and Skype log. Languages in the same order as above.
 */
const notMail = [
  ...[
    'Calendar',
    'Contacts',
    'Journal',
    'Notes',
    'Tasks',
    'Outbox',
    'Conversation History',
    'RSS Feeds',
    'RSS Subscriptions',
  ],
  ...['Sync Issues', 'Suggested Contacts', 'Birthdays', 'Clutter Calendar', 'Scheduled'],
  ...[
    'Kalender',
    'Kontakte',
    'Notizen',
    'Aufgaben',
    'Postausgang',
    'Verlauf der Unterhaltung',
    'Aufgezeichnete Unterhaltungen',
  ],
  ...['RSS-Feeds', 'RSS-Abonnements', 'Synchronisierungsprobleme'],
  ...[
    'Calendrier',
    'Tâches',
    "Boîte d'envoi",
    'Boîte d’envoi',
    'Historique des conversations',
    'Flux RSS',
    'Problèmes de synchronisation',
  ],
  ...[
    'Calendario',
    'Contactos',
    'Diario',
    'Notas',
    'Tareas',
    'Bandeja de salida',
    'Historial de conversaciones',
    'Fuentes RSS',
  ],
  ...['Contatti', 'Note', 'Attività', 'Posta in uscita', 'Cronologia conversazioni', 'Feed RSS'],
  ...[
    'Calendário',
    'Contatos',
    'Diário',
    'Anotações',
    'Tarefas',
    'Caixa de saída',
    'Caixa de Saída',
    'A Enviar',
    'Histórico de Conversa',
    'Histórico de conversas',
  ],
  ...['Agenda', 'Contactpersonen', 'Logboek', 'Notities', 'Taken', 'Postvak UIT', 'Gespreksgeschiedenis'],
  ...[
    'Календарь',
    'Контакты',
    'Дневник',
    'Заметки',
    'Задачи',
    'Исходящие',
    'Журнал бесед',
    'RSS-каналы',
    'Журнал',
  ],
  ...['Календар', 'Контакти', 'Нотатки', 'Завдання', 'Вихідні'],
  ...['Kalendarz', 'Kontakty', 'Dziennik', 'Notatki', 'Zadania', 'Skrzynka nadawcza', 'Historia konwersacji'],
  ...[
    'Kalendář',
    'Deník',
    'Poznámky',
    'Úkoly',
    'Pošta k odeslání',
    'Naptár',
    'Névjegyek',
    'Napló',
    'Feljegyzések',
    'Feladatok',
    'Postázandó üzenetek',
  ],
  ...[
    'Kontakter',
    'Anteckningar',
    'Uppgifter',
    'Utkorgen',
    'Noter',
    'Opgaver',
    'Udbakke',
    'Kalenteri',
    'Yhteystiedot',
    'Muistiinpanot',
    'Tehtävät',
    'Lähtevät',
  ],
  ...['Takvim', 'Kişiler', 'Günlük', 'Notlar', 'Görevler', 'Giden Kutusu'],
  ...[
    '日历',
    '联系人',
    '日记',
    '便笺',
    '任务',
    '发件箱',
    '对话历史记录',
    'RSS 源',
    '同步问题',
    '行事曆',
    '連絡人',
    '日誌',
    '記事',
    '工作',
    '寄件匣',
    '交談記錄',
  ],
  ...[
    '予定表',
    '連絡先',
    '履歴',
    'メモ',
    'タスク',
    '送信トレイ',
    '会話の履歴',
    'RSS フィード',
    '일정',
    '연락처',
    '업무 일지',
    '메모',
    '작업',
    '보낼 편지함',
    '대화 내용',
  ],
].map(fold);

const roleByName = new Map(
  (Object.keys(names) as NamedRole[]).flatMap((role) =>
    names[role].map((name) => [fold(name), role] as const),
  ),
);
const notMailNames = new Set(notMail);

const roleByAttribute: ReadonlyMap<string, FolderRole> = new Map([
  ['\\inbox', 'inbox'],
  ['\\sent', 'sent'],
  ['\\drafts', 'drafts'],
  ['\\archive', 'archive'],
  ['\\junk', 'junk'],
  ['\\spam', 'junk'],
  ['\\trash', 'trash'],
  ['\\all', 'all'],
  ['\\allmail', 'all'],
]);

/** Views over mail that lies elsewhere (Gmail's Starred and Important): every message in them is in another folder too. */
const viewAttributes = new Set(['\\flagged', '\\important', '\\starred']);

export function isView(folder: NamedFolder): boolean {
  return [...folder.attributes].some((attribute) => viewAttributes.has(attribute.toLowerCase()));
}

/** True for a folder of calendar entries, contacts and the like, and for every folder below one. */
export function isNotMail(folder: NamedFolder): boolean {
  return components(folder).some((component) => notMailNames.has(fold(component)));
}

/** Paths of folders that have a role. The server's word beats a name, a top-level folder beats a nested one, and listing order settles the rest. */
export function folderRoles(folders: readonly NamedFolder[]): Map<string, FolderRole> {
  const candidates = folders.flatMap((folder, order) => {
    const found = roleOf(folder);
    return found ? [{ ...found, path: folder.path, depth: components(folder).length, order }] : [];
  });
  candidates.sort(
    (a, b) =>
      a.evidence - b.evidence || a.depth - b.depth || b.nameLength - a.nameLength || a.order - b.order,
  );
  const roles = new Map<string, FolderRole>();
  const taken = new Set<FolderRole>();
  for (const { path, role } of candidates) {
    if (taken.has(role) || roles.has(path)) continue;
    roles.set(path, role);
    taken.add(role);
  }
  return roles;
}

/** `evidence`: 0 is the protocol's or the server's word, 1 is a name. Among names the longer says more: `Sent Items` before `Sent`. */
function roleOf(folder: NamedFolder): { role: FolderRole; evidence: number; nameLength: number } | undefined {
  if (folder.path.toUpperCase() === 'INBOX') return { role: 'inbox', evidence: 0, nameLength: 5 };
  for (const attribute of folder.attributes) {
    const role = roleByAttribute.get(attribute.toLowerCase());
    if (role) return { role, evidence: 0, nameLength: folder.name.length };
  }
  const role = roleByName.get(fold(folder.name));
  // Somebody's own "Projects/Archive" is a folder like any other; servers nest theirs below INBOX at most.
  const [root, ...below] = components(folder);
  const nested = below.length > (root?.toUpperCase() === 'INBOX' ? 1 : 0);
  return role && !nested ? { role, evidence: 1, nameLength: folder.name.length } : undefined;
}

function components(folder: NamedFolder): string[] {
  return folder.delimiter ? folder.path.split(folder.delimiter) : [folder.path];
}

/** Case, accents, width and joining marks differ between clients that mean the same folder. */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replace(/[\s_\-'’]+/g, ' ')
    .trim();
}
