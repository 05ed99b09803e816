/**
 * Six people, two groups and eight accounts on a real server, shared as statement.ts says, with everything else that people have; every message
 * bears a word of its own. Beside it another installation, which knows nothing of all that.
 */
import type { Arrival } from '@mailroom/engine/ports/index';
import { indexedWords } from '@mailroom/engine/words/index';
import { addMember } from '@mailroom/server/testing/add-member';
import type { Browser } from '@mailroom/server/testing/browser';
import { requestOf } from '@mailroom/server/testing/requests';
import { openSecondStore } from '@mailroom/server/testing/seed-mail';
import { startTestServer, type TestServer } from '@mailroom/server/testing/test-server';
import type { MailScope, Store } from '@mailroom/store';
import { z } from 'zod';
import { type Belongings, belongingsOf, password } from './belongings.ts';
import { type OtherInstallation, openOther } from './other-installation.ts';
import { type Outsider, openOutsiders } from './outsiders.ts';
import {
  accounts,
  copied,
  type MessageName,
  messages,
  ownerOf,
  type PersonName,
  people,
} from './statement.ts';

export interface SeededAccount {
  accountId: string;
  inboxId: number;
  folderId: string;
  outgoingId: string;
  conversations: { x: string; y: string };
  messages: Record<MessageName, string>;
  /** Of something that the provider refused to do with y2. */
  intentId: string;
}

/** A share that was made: of an account, or of one of its conversations. */
export interface Share {
  id: string;
  of: 'account' | 'conversation';
  account: string;
  thread: 'x' | 'y';
}

export interface World {
  server: TestServer;
  browsers: Record<PersonName, Browser>;
  personIds: Record<PersonName, string>;
  accounts: Record<string, SeededAccount>;
  belongings: Record<PersonName, Belongings>;
  /** Those that stand. */
  shares: readonly Share[];
  /** Of fay1, broken by Ada. */
  glassId: string;
  providerAppId: string;
  outsiders: readonly Outsider[];
  other: OtherInstallation;
  close(): Promise<void>;
}

/** A word that stands in one message only: in its subject, its text, its sender, its attachment’s name and its image’s. */
export function canary(account: string, message: string): string {
  return `quark${account}${message}`;
}

/** The mailbox's address: told to whoever may know of the account. */
export function addressOf(account: string): string {
  return `${account}@quarks.example`;
}

/** Of a folder: told to whoever may read the account. */
export function folderName(account: string): string {
  return `Trash of ${account}`;
}

const host = { host: 'mail.example.com', port: 993, security: 'tls', user: 'u', password: 'p' } as const;

/** The letter that lies in several mailboxes. */
export const copiedWord = 'quarkcopied';

/** As `<img>` names it. */
export function contentIdOf(word: string): string {
  return `${word}@quarks`;
}

/** Whom the letter is from, at a domain that no other letter names. */
export function senderOf(word: string): string {
  return `${word}@${word}.example.com`;
}

function letter(uid: number, word: string): Arrival {
  return {
    uid,
    flags: [],
    receivedAt: new Date(Date.UTC(2026, 0, uid)),
    size: 1000,
    emailId: null,
    threadId: null,
    messageId: `<${word}@example.com>`,
    inReplyTo: [],
    references: [],
    subject: word,
    from: [{ name: word, address: senderOf(word) }],
    to: [],
    cc: [],
    bcc: [],
    replyTo: [],
    sentAt: new Date(Date.UTC(2026, 0, uid)),
    textParts: [],
    attachments: [
      { part: '2', name: `${word}.txt`, mediaType: 'text/plain', size: 9, contentId: null, inline: false },
      {
        part: '4',
        name: `${word}.gif`,
        mediaType: 'image/gif',
        size: 15,
        contentId: `<${contentIdOf(word)}>`,
        inline: true,
      },
    ],
    structureKnown: true,
  };
}

const idHeader = (account: string, message: string) => `<${canary(account, message)}@example.com>`;

function arrivalOf(account: string, message: MessageName): Arrival {
  const answered = message.endsWith('2') ? [idHeader(account, `${message[0]}1`)] : [];
  return { ...letter(messages.indexOf(message) + 1, canary(account, message)), references: answered };
}

/** What makes one conversation of an account's two. */
export function mergingArrival(account: string, message: string): Arrival {
  const both = [idHeader(account, 'x2'), idHeader(account, 'y2')];
  return { ...letter(9, canary(account, message)), references: both };
}

/** What a synchronisation would have left behind. */
export async function arrive(
  store: Store,
  { id: accountId, inboxId }: Linked,
  arrivals: readonly Arrival[],
): Promise<void> {
  const { mail } = store.ports;
  await mail.addArrivals(inboxId, arrivals);
  const pending = await mail.pendingBodies(accountId, 10);
  await mail.saveBodies(
    pending.map(({ messageId, header }) => ({
      messageId,
      state: 'stored',
      text: header,
      html: `<p>${header}</p><img src="cid:${contentIdOf(header)}">`,
      snippet: header.slice(0, 100),
      words: indexedWords(header, 'quark'),
    })),
  );
}

/** An account and its inbox, as the store numbers them. */
export interface Linked {
  id: string;
  inboxId: number;
}

async function seed(store: Store, ownerId: string, account: string): Promise<Linked> {
  const input = { address: addressOf(account), name: account, imap: { ...host, user: account }, smtp: host };
  const { id } = await store.passwordMailboxes.create(ownerId, input);
  await store.accounts.start(await store.scopeOf({ id: ownerId, role: 'member' }), id, {
    kind: 'everything',
  });
  const { mail } = store.ports;
  const folders = await mail.saveFolderList(id, [
    { path: 'INBOX', name: 'INBOX', delimiter: '/', role: 'inbox', selectable: true },
    { path: folderName(account), name: folderName(account), delimiter: '/', role: 'trash', selectable: true },
  ]);
  for (const folder of folders) await mail.resetFolder(folder.id, 1);
  const linked = { id, inboxId: folders.find(({ role }) => role === 'inbox')?.id ?? 0 };
  await arrive(store, linked, [arrivalOf(account, 'x1'), arrivalOf(account, 'y1')]);
  return linked;
}

const refusal = {
  origin: 'provider',
  kind: 'move-refused',
  next: { do: 'nothing' },
  code: null,
  quote: null,
  detail: {},
} as const;

/** Something that the provider would not do with a message; the screens ask whether to try it again. */
async function refused(
  store: Store,
  scope: MailScope,
  { accountId, messageId }: { accountId: string; messageId: string },
): Promise<string> {
  const { intents } = store.ports;
  await store.intents.create(scope, { kind: 'flag', messageIds: [messageId], flag: 'flagged', value: true });
  const [push] = await intents.nextPushes(accountId);
  const intentIds = push && 'intentIds' in push ? push.intentIds : [];
  await intents.giveUp(intentIds, refusal);
  return String(intentIds[0]);
}

/** The ids that a test asks for, as the owner reads them. */
async function idsOf(
  store: Store,
  ownerId: string,
  { id: accountId, inboxId }: Linked,
  account: string,
): Promise<SeededAccount> {
  const scope = await store.scopeOf({ id: ownerId, role: 'member' });
  const { conversations } = await store.conversations.list(scope, { accountId, limit: 9 });
  const all = await Promise.all(conversations.map(({ id }) => store.conversations.read(scope, id)));
  const shown = all.flatMap((detail) => detail.messages);
  const idOf = (name: MessageName) => shown.find(({ subject }) => subject === canary(account, name));
  const folders = await store.folders.list(scope, accountId);
  const outgoing = await store.outgoing.create(scope, null, {
    accountId,
    inReplyTo: null,
    to: [{ name: '', address: 'to@example.com' }],
    cc: [],
    bcc: [],
    subject: canary(account, 'x1'),
    html: '<p>x</p>',
    text: 'x',
  });
  const y2 = idOf('y2')?.id ?? '';
  return {
    accountId,
    inboxId,
    intentId: await refused(store, scope, { accountId, messageId: y2 }),
    folderId: folders.find(({ role }) => role === 'trash')?.id ?? '',
    outgoingId: outgoing.id,
    conversations: { x: idOf('x1')?.conversationId ?? '', y: idOf('y1')?.conversationId ?? '' },
    messages: {
      x1: idOf('x1')?.id ?? '',
      x2: idOf('x2')?.id ?? '',
      y1: idOf('y1')?.id ?? '',
      y2,
    },
  };
}

async function signIn(server: TestServer): Promise<Pick<World, 'browsers' | 'personIds'>> {
  const entries: [PersonName, Browser, string][] = [];
  for (const name of people) {
    const browser = name === 'ada' ? await server.signedIn() : server.browser();
    const email = `${name}@example.com`;
    if (name !== 'ada') {
      await addMember(server.dataDir, { name, email, password });
      await ask(browser, '/api/auth/sign-in/email', { email, password });
    }
    const { id } = z.object({ id: z.string() }).parse((await browser.ask('/api/v1/me')).json);
    entries.push([name, browser, id]);
  }
  return {
    browsers: Object.fromEntries(entries.map(([name, browser]) => [name, browser])) as World['browsers'],
    personIds: Object.fromEntries(entries.map(([name, , id]) => [name, id])) as World['personIds'],
  };
}

async function ask(browser: Browser, path: string, body: unknown): Promise<unknown> {
  const answer = await browser.ask(path, { method: 'POST', body });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.json;
}

const made = z.object({ id: z.string() });

async function share(
  { browsers, personIds }: Pick<World, 'browsers' | 'personIds'>,
  ids: Map<string, Linked>,
): Promise<{ given: Share[]; glassId: string }> {
  const group = async (name: string, members: PersonName[]) =>
    made.parse(
      await ask(browsers.ada, '/api/v1/groups', { name, members: members.map((each) => personIds[each]) }),
    ).id;
  const sales = { kind: 'group', id: await group('Sales', ['ben', 'cleo']) };
  const support = { kind: 'group', id: await group('Support', ['dan']) };
  const person = (name: PersonName) => ({ kind: 'person', id: personIds[name] });
  const shares: [string, { kind: string; id: string }, string][] = [
    ['ben2', person('cleo'), 'see'],
    ['cleo1', person('dan'), 'read'],
    ['cleo2', support, 'send'],
    ['cleo2', person('eve'), 'see'],
    ['dan1', sales, 'read'],
    ['dan1', person('eve'), 'manage'],
  ];
  const given: Share[] = [];
  for (const [account, grantee, level] of shares) {
    const path = `/api/v1/accounts/${ids.get(account)?.id}/shares`;
    const share = await ask(browsers[ownerOf(account)], path, { with: grantee, level });
    given.push({ id: made.parse(share).id, of: 'account', account, thread: 'x' });
  }
  const reason = 'Asked for by the works council';
  const glass = { accountId: ids.get('fay1')?.id, reason, minutes: 60 };
  return { given, glassId: made.parse(await ask(browsers.ada, '/api/v1/break-glass', glass)).id };
}

async function shareSingles(
  { browsers, personIds }: Pick<World, 'browsers' | 'personIds'>,
  store: Store,
  accountId: string,
): Promise<Share[]> {
  const scope = await store.scopeOf({ id: personIds.eve, role: 'member' });
  const { conversations } = await store.conversations.list(scope, { accountId, limit: 9 });
  const idOf = (name: MessageName) =>
    conversations.find(({ subject }) => subject === canary('eve1', name))?.id;
  const to = (id: string | undefined) => `/api/v1/conversations/${id}/shares`;
  const x = await ask(browsers.eve, to(idOf('x1')), { personId: personIds.fay, future: false });
  const y = await ask(browsers.eve, to(idOf('y1')), { personId: personIds.ben, future: true });
  const single = { of: 'conversation', account: 'eve1' } as const;
  return [
    { id: made.parse(x).id, thread: 'x', ...single },
    { id: made.parse(y).id, thread: 'y', ...single },
  ];
}

export async function openWorld(): Promise<World> {
  const server = await startTestServer({}, { unlimited: true });
  const signedIn = await signIn(server);
  const store = await openSecondStore(server.dataDir);
  try {
    const ids = new Map<string, Linked>();
    for (const account of accounts) {
      ids.set(account, await seed(store, signedIn.personIds[ownerOf(account)], account));
    }
    const { given, glassId } = await share(signedIn, ids);
    const singles = await shareSingles(signedIn, store, ids.get('eve1')?.id ?? '');
    const seeded: World['accounts'] = {};
    for (const account of accounts) {
      const linked = ids.get(account);
      if (!linked) continue;
      await arrive(store, linked, [arrivalOf(account, 'x2'), arrivalOf(account, 'y2')]);
      if (copied.some((each) => each === account)) await arrive(store, linked, [letter(5, copiedWord)]);
      seeded[account] = await idsOf(store, signedIn.personIds[ownerOf(account)], linked, account);
    }
    const other = await openOther();
    return {
      server,
      ...signedIn,
      accounts: seeded,
      belongings: await belongingsOf(server, signedIn),
      shares: [...given, ...singles],
      glassId,
      providerAppId: made.parse(
        await ask(signedIn.browsers.ada, '/api/v1/provider-apps', requestOf('createProviderApp').body),
      ).id,
      outsiders: await openOutsiders(server, signedIn.browsers.ada, other),
      other,
      close: async () => {
        await server.close();
        await other.server.close();
      },
    };
  } finally {
    await store.close();
  }
}
