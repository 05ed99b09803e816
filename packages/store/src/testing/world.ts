/** A store for tests with one person, one IMAP account and a few folders; its time stands still until a test moves it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Arrival, FolderRecord, ListedFolder } from '@mailroom/engine/ports/index';
import { indexedWords } from '@mailroom/engine/words/index';
import type { Account, ImapAccountInput } from '@mailroom/model';
import { onTestFinished } from 'vitest';
import { type MailScope, type NewProviderApp, openStore, type Store, type StoreOptions } from '../index.ts';
import { secretKey, silent } from './options.ts';

export { administrator, secretKey, silent } from './options.ts';

export class TestClock {
  #now = Date.UTC(2026, 10, 20, 12);

  now(): Date {
    return new Date(this.#now);
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** A directory that is removed when the test has finished. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export function imapInput(name: string): ImapAccountInput {
  return {
    address: `${name}@example.com`,
    name,
    imap: { host: 'imap.example.com', port: 993, security: 'tls', user: name, password: `imap-${name}` },
    smtp: { host: 'smtp.example.com', port: 465, security: 'tls', user: name, password: `smtp-${name}` },
  };
}

/** A provider app for people's own sign-in, complete with one secret. */
export function microsoftApp(secret = 'value~1234'): Extract<NewProviderApp, { provider: 'microsoft' }> {
  return {
    provider: 'microsoft',
    name: 'Mail',
    access: 'people',
    cloudId: 'global',
    tenant: 'common',
    clientId: '11111111-2222-3333-4444-555555555555',
    credential: { kind: 'secret', value: secret, expires: null },
  };
}

export function listed(path: string, role: ListedFolder['role'] = null): ListedFolder {
  return { path, name: path, delimiter: '/', role, selectable: true };
}

/** What a member may see at this moment. */
export function scopeFor(store: Store, personId = 'ada'): Promise<MailScope> {
  return store.scopeOf({ id: personId, role: 'member' });
}

export interface World {
  store: Store;
  clock: TestClock;
  account: Account;
  scope: MailScope;
  inbox: FolderRecord;
  sent: FolderRecord;
  archive: FolderRecord;
}

/** An account of its own with an inbox, a Sent folder and an archive, each selected once. */
export async function addAccount(store: Store, personId: string, name: string) {
  const created = await store.passwordMailboxes.create(personId, imapInput(name));
  const scope = await store.scopeOf({ id: personId, role: 'member' });
  const account = await store.accounts.start(scope, created.id, { kind: 'everything' });
  const folders = await store.ports.mail.saveFolderList(account.id, [
    listed('INBOX', 'inbox'),
    listed('Sent', 'sent'),
    listed('Archive', 'archive'),
  ]);
  for (const folder of folders) {
    await store.ports.mail.saveFolderSync(folder.id, {
      uidValidity: 1,
      uidNext: 1,
      highestModseq: null,
      listedFrom: 1,
      serverMessages: 0,
    });
  }
  const folder = (path: string): FolderRecord => {
    const found = folders.find((each) => each.path === path);
    if (!found) throw new Error(`No folder ${path}`);
    return found;
  };
  return { account, inbox: folder('INBOX'), sent: folder('Sent'), archive: folder('Archive') };
}

export async function openWorld(
  options: Partial<Pick<StoreOptions, 'file' | 'dataDir' | 'longestConversation'>> = {},
): Promise<World> {
  const clock = new TestClock();
  const defaults = { file: ':memory:', dataDir: '/nonexistent/mailroom' };
  const store = await openStore({ ...defaults, ...options, secretKey, clock, log: silent });
  onTestFinished(() => store.close());
  const rest = await addAccount(store, 'ada', 'ada');
  return { store, clock, scope: await store.scopeOf({ id: 'ada', role: 'member' }), ...rest };
}

const start = Date.UTC(2026, 0, 1);

/** A message received `uid` minutes into 2026, with a Message-ID of its own. */
export function arrival(uid: number, over: Partial<Arrival> = {}): Arrival {
  return {
    uid,
    flags: [],
    receivedAt: new Date(start + uid * 60_000),
    size: 1000 + uid,
    emailId: null,
    threadId: null,
    messageId: `<m${uid}@example.com>`,
    inReplyTo: [],
    references: [],
    subject: `Subject ${uid}`,
    from: [{ name: 'Grace', address: 'grace@example.org' }],
    to: [{ name: 'Ada', address: 'ada@example.com' }],
    cc: [],
    bcc: [],
    replyTo: [],
    sentAt: null,
    textParts: [{ part: '1', mediaType: 'text/plain', charset: 'utf-8', encoding: '7bit', size: 10 }],
    attachments: [],
    structureKnown: true,
    ...over,
  };
}

/** Stores a body for every message that waits for one. */
export async function readAllBodies(
  { store, account }: Pick<World, 'store' | 'account'>,
  text: (id: number) => string,
): Promise<void> {
  const pending = await store.ports.mail.pendingBodies(account.id, 10_000);
  await store.ports.mail.saveBodies(
    pending.map(({ messageId, header }) => ({
      messageId,
      state: 'stored',
      text: text(messageId),
      html: null,
      snippet: text(messageId).slice(0, 200),
      words: indexedWords(header, text(messageId)),
    })),
  );
}
