import {
  type Account,
  type ConversationMessage,
  type ConversationSummary,
  Failure,
  type Folder,
  freePolicy,
  microsoftClouds,
  type Outgoing,
  type Person,
} from '@mailroom/model';
import type { Answers } from './app-world.ts';
import { Refusal } from './app-world.ts';

export const person: Person = {
  id: 'p1',
  name: 'Ada',
  email: 'ada@own.test',
  picture: null,
  role: 'administrator',
  locale: null,
  timeZone: null,
  theme: 'auto',
};

export const account: Account = {
  id: 'a1',
  ownerId: 'p1',
  level: 'own',
  provider: 'microsoft',
  address: 'ada@own.test',
  signedInAs: null,
  access: 'sign-in',
  providerAppId: '1',
  name: 'Ada',
  state: 'watching',
  failure: null,
  pausedBy: null,
  progress: null,
  syncSince: null,
  lastSyncedAt: '2026-11-20T10:00:00Z',
  nextSyncAt: null,
  messages: 120,
  unread: 60,
  createdAt: '2026-11-01T10:00:00Z',
};

export const folder = (id: string, role: Folder['role'], unread: number): Folder => ({
  id,
  accountId: 'a1',
  path: id,
  name: id,
  delimiter: '/',
  role,
  selectable: true,
  messages: 120,
  unread,
  serverMessages: 120,
});

export const message = (
  id: string,
  conversationId: string,
  part: Partial<ConversationMessage> = {},
): ConversationMessage => ({
  id,
  accountId: 'a1',
  conversationId,
  from: [{ name: 'Ana Souza', address: 'ana@a.test' }],
  to: [{ name: 'Ada', address: 'ada@own.test' }],
  cc: [{ name: 'Bo', address: 'bo@b.test' }],
  bcc: [],
  replyTo: [],
  subject: `Subject ${conversationId}`,
  snippet: 'Snippet',
  receivedAt: '2026-11-20T10:00:00Z',
  sentAt: '2026-11-20T09:59:00Z',
  flags: [],
  hasAttachments: true,
  folderIds: ['inbox'],
  messageIdHeader: '<x@a.test>',
  body: 'stored',
  text: 'Hello, see https://a.test/x\n\nOn Friday, Ada wrote:\n> earlier',
  hasHtml: false,
  attachments: [
    { part: '2', name: 'list.pdf', mediaType: 'application/pdf', size: 1000, contentId: null, inline: false },
  ],
  size: 100,
  joined: 'root',
  copies: [],
  answers: [],
  ...part,
});

export const summary = (at: number): ConversationSummary => ({
  id: `c${at}`,
  accountId: 'a1',
  subject: `Subject c${at} ${'long words '.repeat(at % 7)}`,
  snippet: 'Snippet',
  participants: [{ name: 'Ana Souza', address: 'ana@a.test' }],
  messages: 1,
  unread: at % 2,
  flagged: at % 5 === 0,
  answered: at % 3 === 0,
  hasAttachments: at % 4 === 0,
  latestAt: '2026-11-20T10:00:00Z',
  copies: [],
});

export const sent: Outgoing = {
  id: 'o1',
  accountId: 'a1',
  conversationId: 'c1',
  to: [{ name: 'Ana Souza', address: 'ana@a.test' }],
  cc: [],
  bcc: [],
  subject: 'Re: Subject c1',
  snippet: 'Yes',
  state: 'queued',
  failure: null,
  heldUntil: null,
  deliveries: [{ recipient: 'ana@a.test', state: 'pending', failure: null }],
  createdAt: '2026-11-20T11:00:00Z',
  sentAt: null,
};

export const refused = (kind: Failure['kind'], status: number): Refusal =>
  new Refusal(status, { failure: new Failure({ origin: 'person', kind }).toWire() });

const pageSize = 50;

/** A signed-in administrator with one mailbox of 120 conversations. */
export function sampleAnswers(): Answers {
  const all = Array.from({ length: 120 }, (_, at) => summary(at));
  const answers: Answers = {
    'GET /api/v1/me': { ...person, cursor: 7, sharedConversations: 0 },
    'GET /api/v1/organisation': { ...freePolicy, logo: null },
    'GET /api/v1/organisation/face': { name: '', logo: null, locale: null },
    'GET /api/v1/sign-in': { password: true, recovery: false, providers: [] },
    'GET /api/v1/break-glass': { broken: [] },
    'GET /api/v1/colleagues': { people: [person], groups: [] },
    'GET /api/v1/setup': { needsAdministrator: false },
    'GET /api/v1/accounts': { accounts: [account] },
    'GET /api/v1/accounts/a1': { ...account, state: 'choosing' },
    'GET /api/v1/accounts/a1/skipped': { messages: [] },
    'GET /api/v1/folders': {
      folders: [folder('inbox', 'inbox', 60), folder('Отправленные', 'sent', 0), folder('Projects', null, 2)],
    },
    'GET /api/v1/link-options': {
      providerApps: [{ id: 'pa1', provider: 'microsoft', name: 'Own', access: 'people' }],
      imap: true,
    },
    'GET /api/v1/provider-apps': { providerApps: [] },
    'GET /api/v1/clouds': { clouds: microsoftClouds, redirectUri: 'http://localhost:3300/oauth2/callback' },
    'GET /api/v1/notices': { notices: [], byMail: false },
    'GET /api/v1/intents/refused': { intents: [] },
    'GET /api/v1/outgoing': { outgoing: [] },
    'GET /api/v1/conversations': (_: unknown, url: URL) => {
      const words = url.searchParams.get('words');
      const from = Number(url.searchParams.get('after') ?? 0);
      const found = words ? all.filter(({ subject }) => subject.includes(words)) : all;
      const next = from + pageSize < found.length ? String(from + pageSize) : null;
      return { conversations: found.slice(from, from + pageSize), next };
    },
    'GET /api/v1/conversations/c1': {
      conversation: summary(1),
      messages: [message('m1', 'c1')],
      outgoing: [],
    },
    'GET /api/v1/conversations/c2': {
      conversation: summary(2),
      messages: [message('m2', 'c2', { hasHtml: true, flags: ['seen'] })],
      outgoing: [],
    },
    'GET /api/v1/messages/m2/html': {
      html: '<p>Hello <b>you</b></p><img src="https://leak.test/1.png">',
      inline: '/mail-inline/t/',
    },
    'POST /api/v1/conversations/messages': (asked: unknown) => {
      const { conversationIds } = asked as { conversationIds: string[] };
      return { messages: conversationIds.flatMap((id) => messagesOf(answers, id)) };
    },
    'POST /api/v1/intents': (asked: unknown) => {
      const { messageIds } = asked as { messageIds: string[] };
      return { accepted: messageIds.length, undo: [] };
    },
    'POST /api/v1/outgoing': sent,
  };
  return answers;
}

/** Those that the conversation's own answer has; of another conversation one, as the list shows it. */
function messagesOf(answers: Answers, conversationId: string): ConversationMessage[] {
  const own = answers[`GET /api/v1/conversations/${conversationId}`] as
    | { messages: ConversationMessage[] }
    | undefined;
  if (own) return own.messages;
  const at = Number(conversationId.slice(1));
  const { unread, flagged } = summary(at);
  const flags = [...(unread ? [] : ['seen' as const]), ...(flagged ? ['flagged' as const] : [])];
  return [message(`m${at}`, conversationId, { flags })];
}
