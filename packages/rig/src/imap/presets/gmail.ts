import type { FolderSpec } from '../../mailbox/index.ts';
import type { FolderLanguage, ImapPreset } from '../preset.ts';
import { no } from '../reply.ts';

const FLAGS = ['\\Answered', '\\Flagged', '\\Draft', '\\Deleted', '\\Seen', '$NotPhishing', '$Phishing'];

const USES = ['\\All', '\\Drafts', '\\Important', '\\Sent', '\\Junk', '\\Flagged', '\\Trash'] as const;

/** Names below `[Gmail]`, in the order of `USES`. */
const NAMES: Readonly<
  Record<FolderLanguage, readonly [string, string, string, string, string, string, string]>
> = {
  en: ['All Mail', 'Drafts', 'Important', 'Sent Mail', 'Spam', 'Starred', 'Trash'],
  fr: ['Tous les messages', 'Brouillons', 'Important', 'Messages envoyés', 'Spam', 'Suivis', 'Corbeille'],
  zh: ['所有邮件', '草稿', '重要', '已发邮件', '垃圾邮件', '已加星标', '已删除邮件'],
  ru: ['Вся почта', 'Черновики', 'Важное', 'Отправленные', 'Спам', 'Помеченные', 'Корзина'],
  pt: ['Todos os e-mails', 'Rascunhos', 'Importante', 'E-mails enviados', 'Spam', 'Com estrela', 'Lixeira'],
  it: ['Tutti i messaggi', 'Bozze', 'Importanti', 'Posta inviata', 'Spam', 'Speciali', 'Cestino'],
  de: ['Alle Nachrichten', 'Entwürfe', 'Wichtig', 'Gesendet', 'Spam', 'Markiert', 'Papierkorb'],
};

/** Gmail: labels shown as folders, every message in All Mail, CONDSTORE without QRESYNC. */
export const gmail: ImapPreset = {
  name: 'gmail',
  greeting: 'Gimap ready for requests from 127.0.0.1',
  capabilities: {
    beforeLogin: [
      'IMAP4rev1',
      'UNSELECT',
      'IDLE',
      'NAMESPACE',
      'QUOTA',
      'ID',
      'XLIST',
      'CHILDREN',
      'X-GM-EXT-1',
      'SASL-IR',
      'AUTH=XOAUTH2',
      'AUTH=PLAIN',
      'AUTH=OAUTHBEARER',
    ],
    afterLogin: [
      'IMAP4rev1',
      'UNSELECT',
      'IDLE',
      'NAMESPACE',
      'QUOTA',
      'ID',
      'XLIST',
      'CHILDREN',
      'X-GM-EXT-1',
      'UIDPLUS',
      'COMPRESS=DEFLATE',
      'ENABLE',
      'MOVE',
      'CONDSTORE',
      'ESEARCH',
      'UTF8=ACCEPT',
      'LIST-EXTENDED',
      'LIST-STATUS',
      'LITERAL-',
      'SPECIAL-USE',
      'APPENDLIMIT=35651584',
    ],
    toldAtLogin: true,
    toldInGreeting: false,
  },
  delimiter: '/',
  flags: FLAGS,
  permanentFlags: FLAGS,
  folders: (language) => [
    { path: 'INBOX' },
    { path: '[Gmail]', selectable: false },
    ...NAMES[language].map(
      (name, index): FolderSpec => ({ path: `[Gmail]/${name}`, specialUse: USES[index] }),
    ),
  ],
  login: {
    succeeded: 'authenticated (Success)',
    failed: no('Invalid credentials (Failure)', 'AUTHENTICATIONFAILED'),
    challenge: (status) => JSON.stringify({ status, schemes: 'Bearer', scope: 'https://mail.google.com/' }),
    passwordRefusal: undefined,
    endsWithToken: false,
    authenticatedButNotConnected: false,
  },
  connections: { limit: 15, refusal: no('Too many simultaneous connections. (Failure)', 'ALERT') },
  maxLineBytes: 65_536,
  appendLimit: 35_651_584,
  search: { charsets: ['US-ASCII', 'UTF-8'], keywordRefusal: undefined, nestingRefusal: undefined },
  reportedSize: (exact) => exact,
  someExpunged: no('Some messages could not be FETCHed (Failure)'),
  identification: { name: 'GImap', vendor: 'Google, Inc.' },
  breaksInRev2: false,
};
