import type { FolderSpec } from '../../mailbox/index.ts';
import type { FolderLanguage } from '../preset.ts';

/** Names of an Exchange mailbox's folders, which follow its language. Mail first, then what is no mail. */
interface OutlookNames {
  readonly sent: string;
  readonly deleted: string;
  readonly drafts: string;
  readonly junk: string;
  readonly archive: string;
  readonly outbox: string;
  readonly conversations: string;
  readonly calendar: string;
  readonly contacts: string;
  readonly journal: string;
  readonly notes: string;
  readonly tasks: string;
}

const NAMES: Readonly<Record<FolderLanguage, OutlookNames>> = {
  en: {
    sent: 'Sent Items',
    deleted: 'Deleted Items',
    drafts: 'Drafts',
    junk: 'Junk Email',
    archive: 'Archive',
    outbox: 'Outbox',
    conversations: 'Conversation History',
    calendar: 'Calendar',
    contacts: 'Contacts',
    journal: 'Journal',
    notes: 'Notes',
    tasks: 'Tasks',
  },
  fr: {
    sent: 'Éléments envoyés',
    deleted: 'Éléments supprimés',
    drafts: 'Brouillons',
    junk: 'Courrier indésirable',
    archive: 'Archive',
    outbox: "Boîte d'envoi",
    conversations: 'Historique des conversations',
    calendar: 'Calendrier',
    contacts: 'Contacts',
    journal: 'Journal',
    notes: 'Notes',
    tasks: 'Tâches',
  },
  zh: {
    sent: '已发送邮件',
    deleted: '已删除邮件',
    drafts: '草稿',
    junk: '垃圾邮件',
    archive: '存档',
    outbox: '发件箱',
    conversations: '对话历史记录',
    calendar: '日历',
    contacts: '联系人',
    journal: '日记',
    notes: '便笺',
    tasks: '任务',
  },
  ru: {
    sent: 'Отправленные',
    deleted: 'Удаленные',
    drafts: 'Черновики',
    junk: 'Нежелательная почта',
    archive: 'Архив',
    outbox: 'Исходящие',
    conversations: 'Журнал бесед',
    calendar: 'Календарь',
    contacts: 'Контакты',
    journal: 'Дневник',
    notes: 'Заметки',
    tasks: 'Задачи',
  },
  pt: {
    sent: 'Itens Enviados',
    deleted: 'Itens Excluídos',
    drafts: 'Rascunhos',
    junk: 'Lixo Eletrônico',
    archive: 'Arquivo Morto',
    outbox: 'Caixa de Saída',
    conversations: 'Histórico de Conversa',
    calendar: 'Calendário',
    contacts: 'Contatos',
    journal: 'Diário',
    notes: 'Anotações',
    tasks: 'Tarefas',
  },
  it: {
    sent: 'Posta inviata',
    deleted: 'Posta eliminata',
    drafts: 'Bozze',
    junk: 'Posta indesiderata',
    archive: 'Archivio',
    outbox: 'Posta in uscita',
    conversations: 'Cronologia conversazioni',
    calendar: 'Calendario',
    contacts: 'Contatti',
    journal: 'Diario',
    notes: 'Note',
    tasks: 'Attività',
  },
  de: {
    sent: 'Gesendete Elemente',
    deleted: 'Gelöschte Elemente',
    drafts: 'Entwürfe',
    junk: 'Junk-E-Mail',
    archive: 'Archiv',
    outbox: 'Postausgang',
    conversations: 'Verlauf der Unterhaltung',
    calendar: 'Kalender',
    contacts: 'Kontakte',
    journal: 'Journal',
    notes: 'Notizen',
    tasks: 'Aufgaben',
  },
};

/** The folders of a new mailbox, those shown that hold no mail included. The roles are for other parts of the rig: the `outlook` preset does not tell them. */
export function outlookFolders(language: FolderLanguage): FolderSpec[] {
  const names = NAMES[language];
  return [
    { path: 'INBOX' },
    { path: names.drafts, specialUse: '\\Drafts' },
    { path: names.sent, specialUse: '\\Sent' },
    { path: names.deleted, specialUse: '\\Trash' },
    { path: names.junk, specialUse: '\\Junk' },
    { path: names.archive, specialUse: '\\Archive' },
    { path: names.outbox },
    { path: names.conversations },
    { path: names.calendar },
    { path: names.contacts },
    { path: names.journal },
    { path: names.notes },
    { path: names.tasks },
  ];
}
