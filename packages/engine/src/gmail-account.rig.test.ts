/** A Gmail mailbox that somebody linked by signing in, synchronised and sent from, against the practice Google. */
import type { ProviderAppCredentials, TokenSet } from '@mailroom/engine/ports/index';
import { walkSignIn } from '@mailroom/rig/identity/index';
import { type PracticeGoogle, startPracticeGoogle } from '@mailroom/rig/provider/index';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from './engine.ts';
import { MemoryOutbox, outgoing } from './outbox/testing/memory-outbox.ts';
import type { CredentialPort } from './ports/accounts.ts';
import { identityProviders } from './provider/oauth2/index.ts';
import { MemoryAccounts } from './testing/memory-accounts.ts';
import { MemoryCompleteness, MemoryEvents } from './testing/memory-completeness.ts';
import { MemoryIntents } from './testing/memory-intents.ts';
import { MemoryMail } from './testing/memory-mail.ts';
import { mail as message, systemClock } from './testing/practice-server.ts';
import { silentLog } from './testing/silent-log.ts';
import { temporaryBlobs } from './testing/temporary-blobs.ts';

const redirectUri = 'http://localhost:3300/oauth2/callback';

let google: PracticeGoogle;
let app: ProviderAppCredentials;
let address: string;

beforeEach(async () => {
  google = await startPracticeGoogle({ mail: 'none' });
  google.registerRedirectUri(redirectUri);
  address = google.people[0]?.userName ?? '';
  app = {
    id: 'app',
    provider: 'google',
    access: 'people',
    clientId: google.clientId,
    credentials: [{ id: 'secret', kind: 'secret', value: google.clientSecret }],
    tenant: '',
    cloud: google.cloud,
  };
});

const engines: Engine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop();
  await google.close();
});

/** As the server does it: sign in, redeem, keep the tokens. */
async function signIn(): Promise<Omit<TokenSet, 'version'>> {
  const identity = identityProviders({ clock: systemClock });
  const begun = await identity.authorizeUrl(app, { redirectUri, prompt: 'select_account' });
  const { userName, password } = google.people[0] ?? { userName: '', password: '' };
  const landed = await walkSignIn({ authorizeUrl: begun.url, userName, password, consent: 'accept' });
  const parameters = new URL(landed).searchParams;
  const { tokens } = await identity.redeem(app, { ...begun, redirectUri, parameters });
  return tokens;
}

function credentialsWith(tokens: Omit<TokenSet, 'version'>): CredentialPort & { version(): number } {
  let stored: TokenSet = { ...tokens, version: 1 };
  return {
    read: async () => ({
      kind: 'oauth',
      providerAppId: app.id,
      imapUsers: [address],
      smtpUsers: [address],
      tokens: stored,
    }),
    async saveTokens(_accountId, fresh, expectedVersion) {
      if (stored.version !== expectedVersion) return false;
      stored = { ...fresh, version: expectedVersion + 1 };
      return true;
    },
    claimRefresh: async () => true,
    releaseRefresh: async () => undefined,
    idleGrants: async () => [],
    providerApp: async () => app,
    saveCredentialFailure: async () => {},
    saveProviderAppFailure: async () => {},
    version: () => stored.version,
  };
}

async function startLinked() {
  const outbox = new MemoryOutbox([]);
  const credentials = credentialsWith(await signIn());
  const accounts = new MemoryAccounts({
    id: 'account',
    provider: 'google',
    address,
    name: 'Nora',
    state: 'syncing',
    imap: google.imap,
    smtp: google.smtp,
    syncSince: null,
    firstSyncDone: false,
  });
  const mail = new MemoryMail('account');
  const engine = createEngine({
    ports: {
      accounts,
      credentials,
      mail,
      intents: new MemoryIntents(),
      outbox,
      blobs: temporaryBlobs(),
      completeness: new MemoryCompleteness(),
      events: new MemoryEvents(),
      clock: systemClock,
      log: silentLog,
    },
    options: { ca: [google.caPem], egress: { allowPrivate: false }, parserThreads: 1 },
  });
  engines.push(engine);
  await engine.start();
  await accounts.until(({ state, progress }) => state === 'watching' && progress === null);
  return { engine, accounts, mail, credentials, outbox };
}

const folder = (use: string) => {
  const found = google.mail
    .mailbox(address)
    .folders()
    .find(({ specialUse }) => specialUse === use);
  if (found === undefined) throw new Error(`There is no folder for ${use}`);
  return found;
};
const inbox = () => google.mail.mailbox(address).folder('INBOX');
const letter = (subject: string) =>
  message(
    `From: Bob <bob@example.org>\nTo: ${address}\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>`,
  );
const subjects = (mail: MemoryMail, path: string) => mail.contents(path).map(({ subject }) => subject);
/** Stored messages of a subject: one each, however many labels show it. */
const stored = (mail: MemoryMail) => [...mail.messages.values()].map(({ arrival }) => arrival.subject).sort();

async function dropConnections(): Promise<void> {
  await google.servers.imap.setReachable(false);
  await google.servers.imap.setReachable(true);
}

describe('a linked Gmail mailbox', () => {
  it('is stored message by message once, and shown in every folder that shows it at Gmail', async () => {
    const work = google.mail.mailbox(address).createFolder('Work');
    for (const subject of ['one', 'two', 'three']) inbox().append(letter(subject));
    inbox().copy(2, work);
    inbox().addFlags(1, ['\\Flagged']);
    folder('\\Sent').append(letter('sent'), { flags: ['\\Seen'] });
    folder('\\All').append(letter('archived'));
    folder('\\Junk').append(letter('junk'));
    folder('\\Trash').append(letter('thrown away'));

    const { mail } = await startLinked();
    expect(stored(mail)).toEqual(['archived', 'junk', 'one', 'sent', 'three', 'thrown away', 'two']);
    expect(subjects(mail, 'INBOX')).toEqual(['one', 'two', 'three']);
    expect(subjects(mail, 'Work')).toEqual(['two']);
    expect(subjects(mail, folder('\\Sent').path)).toEqual(['sent']);
    expect(subjects(mail, folder('\\All').path).sort()).toEqual(['archived', 'one', 'sent', 'three', 'two']);
    expect(subjects(mail, folder('\\Junk').path)).toEqual(['junk']);
    // Starred and Important are looks at mail that lies elsewhere.
    const paths = (await mail.listFolders()).map(({ path }) => path);
    expect(paths).not.toContain(folder('\\Flagged').path);
    expect(paths).not.toContain(folder('\\Important').path);
  });

  it('has each message’s text read once', async () => {
    for (let n = 1; n <= 20; n += 1) inbox().append(letter(`number-${n}`));
    await startLinked();
    const asked = google.servers.imap.transcript.fromClient(/UID FETCH .*BODY\.PEEK\[1\]/);
    const uids = asked.flatMap(({ text }) => /UID FETCH (\S+)/.exec(text)?.[1]?.split(',') ?? []);
    const count = uids.reduce((sum, set) => {
      const [from = 0, to = from] = set.split(':').map(Number);
      return sum + to - from + 1;
    }, 0);
    expect(count).toBe(20);
  });

  it('asks for each message’s structure once, however many folders show it', async () => {
    const work = google.mail.mailbox(address).createFolder('Work');
    for (let n = 1; n <= 30; n += 1) inbox().append(letter(`number-${n}`));
    for (const uid of [3, 4, 5]) inbox().copy(uid, work);
    folder('\\All').append(letter('archived'));
    const { mail } = await startLinked();
    const structures = google.servers.imap.transcript.fromServer(/FETCH \(.*BODYSTRUCTURE/);
    expect(structures).toHaveLength(31);
    expect(mail.contents('Work')).toHaveLength(3);
    expect(mail.contents(folder('\\All').path)).toHaveLength(31);
  });

  it('follows what is archived, labelled and thrown away elsewhere, without a second copy', async () => {
    for (const subject of ['stays', 'archived', 'thrown away']) inbox().append(letter(subject));
    const { engine, mail } = await startLinked();
    inbox().expunge(2);
    inbox().move(3, folder('\\Trash'));
    engine.syncNow('account');
    await expect.poll(() => subjects(mail, folder('\\Trash').path)).toEqual(['thrown away']);
    await expect.poll(() => subjects(mail, 'INBOX')).toEqual(['stays']);
    await expect.poll(() => subjects(mail, folder('\\All').path).sort()).toEqual(['archived', 'stays']);
    expect(stored(mail)).toEqual(['archived', 'stays', 'thrown away']);
  });

  it('goes on with a new token when its own has ended, and asks to reconnect when the access was withdrawn', async () => {
    inbox().append(letter('before'));
    const { accounts, mail, credentials } = await startLinked();
    google.servers.identity.expireAccessTokens();
    inbox().append(letter('after'));
    await dropConnections();
    await expect.poll(() => subjects(mail, 'INBOX')).toEqual(['before', 'after']);
    expect(credentials.version()).toBe(2);

    const person = google.servers.identity.person(address);
    if (person) google.servers.identity.withdrawConsent(person, app.clientId);
    await dropConnections();
    const { failure } = await accounts.until(({ state }) => state === 'reconnect');
    expect(failure).toMatchObject({ kind: 'grant-ended', detail: { provider: 'google' } });
  });

  it('sends by Gmail’s submission and leaves the copy in Sent to Gmail', async () => {
    const { engine, mail, outbox } = await startLinked();
    const [, other] = google.people;
    const from = { name: 'Nora', address };
    outbox.rows.push(outgoing('1', [other?.userName ?? ''], { from }));
    engine.wakeOutbox('account');
    await expect.poll(() => subjects(mail, folder('\\Sent').path)).toEqual(['An offer']);
    expect(outbox.rows[0]?.state).toBe('sent');
    expect(folder('\\Sent').messages).toHaveLength(1);
    expect(google.servers.imap.transcript.fromClient(/^\S+ APPEND/)).toEqual([]);
    expect(stored(mail)).toEqual(['An offer']);
  });
});
