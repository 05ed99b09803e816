import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FailureWire } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import {
  addAccount,
  administrator,
  arrival,
  imapInput,
  microsoftApp,
  openWorld,
  readAllBodies,
  scopeFor,
  temporaryDirectory,
  type World,
} from '../testing/world.ts';
import { syncStartDate } from './sync-start.ts';

const failure: FailureWire = {
  origin: 'administrator',
  kind: 'client-secret-expired',
  next: { do: 'ask-administrator' },
  code: 'AADSTS7000222',
  quote: null,
  detail: {},
};

async function addApp({ store }: World) {
  return store.providerApps.create(administrator, microsoftApp());
}

const signIn = async (world: World, providerAppId: string, key: string, accountId: string | null = null) =>
  world.store.signedInMailboxes.save(await scopeFor(world.store), {
    providerAppId,
    providerKey: key,
    address: `${key}@example.com`,
    signedInAs: null,
    name: key,
    loginNames: [`${key}@example.com`, `${key}@tenant.example`],
    tokens: {
      accessToken: 'access',
      accessExpiresAt: world.clock.now(),
      refreshToken: 'refresh',
      scope: 's',
    },
    accountId,
  });

describe('accounts', () => {
  it('of a provider app connect to the hosts of its cloud, and keep the login name that worked first', async () => {
    const world = await openWorld();
    const app = await addApp(world);
    const { id } = await signIn(world, app.id, 'one');
    expect((await world.store.ports.accounts.runnable()).map((each) => each.id)).not.toContain(id);
    await world.store.accounts.start(await scopeFor(world.store), id, { kind: 'date', date: '2026-01-31' });
    expect(await world.store.ports.accounts.read(id)).toMatchObject({
      state: 'syncing',
      imap: { host: 'outlook.office365.com', port: 993 },
      syncSince: new Date('2026-01-31T00:00:00Z'),
    });
    await world.store.ports.accounts.saveUserName(id, 'imap', 'one@tenant.example');
    expect(await world.store.ports.credentials.read(id)).toMatchObject({
      imapUsers: ['one@tenant.example', 'one@example.com'],
      smtpUsers: ['one@example.com', 'one@tenant.example'],
    });
    await expect(
      world.store.accounts.start(await scopeFor(world.store), id, { kind: 'everything' }),
    ).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  it('are linked once, and mended by signing in again with the same mailbox only', async () => {
    const world = await openWorld();
    const app = await addApp(world);
    const first = await signIn(world, app.id, 'one');
    await world.store.accounts.start(await scopeFor(world.store), first.id, { kind: 'everything' });
    await world.store.ports.accounts.saveStatus(first.id, { state: 'reconnect', failure, progress: null });
    const other = signIn(world, app.id, 'two', first.id);
    await expect(other).rejects.toMatchObject({ kind: 'other-mailbox-signed-in' });
    const again = await signIn(world, app.id, 'one', first.id);
    expect(again).toMatchObject({ id: first.id, state: 'syncing', failure: null });
    const twice = world.store.passwordMailboxes.create('ada', imapInput('ada'));
    await expect(twice).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('never let an older token overwrite a newer one', async () => {
    const world = await openWorld();
    const { id } = await signIn(world, (await addApp(world)).id, 'one');
    const { credentials } = world.store.ports;
    const tokens = { accessToken: 'a', accessExpiresAt: world.clock.now(), refreshToken: 'r', scope: 's' };
    const saved = await Promise.all([1, 2].map(() => credentials.saveTokens(id, tokens, 1)));
    expect(saved.sort()).toEqual([false, true]);
    expect(await credentials.read(id)).toMatchObject({ tokens: { version: 2 } });
  });

  it('that an app had blocked try again when it is changed', async () => {
    const world = await openWorld();
    const app = await addApp(world);
    const { id } = await signIn(world, app.id, 'one');
    await world.store.ports.accounts.saveStatus(id, { state: 'blocked', failure, progress: null });
    await world.store.ports.credentials.saveProviderAppFailure(app.id, failure);
    expect(await world.store.providerApps.read(app.id)).toMatchObject({ failure, accounts: 1 });
    const changed = await world.store.providerApps.change(administrator, app.id, { name: 'Post' });
    expect(changed).toMatchObject({ retried: [id], providerApp: { failure: null, name: 'Post' } });
    expect(await world.store.accounts.read(await scopeFor(world.store), id)).toMatchObject({
      state: 'syncing',
      failure: null,
    });
    await expect(world.store.providerApps.remove(administrator, app.id)).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  it('of a delegate are the own mailbox and each shared one, which is opened by name with the delegate’s token', async () => {
    const world = await openWorld();
    const app = await addApp(world);
    const tokens = { accessToken: 'a', accessExpiresAt: world.clock.now(), refreshToken: 'r', scope: 's' };
    const shared = async (address: string) =>
      world.store.signedInMailboxes.save(await scopeFor(world.store), {
        providerAppId: app.id,
        providerKey: 'one',
        address,
        signedInAs: 'one@example.com',
        name: 'Shared',
        loginNames: ['one@example.com', 'one@tenant.example'],
        tokens,
        accountId: null,
      });
    const own = await signIn(world, app.id, 'one');
    const office = await shared('office@example.com');
    const sales = await shared('sales@example.com');
    expect((await shared('Office@example.com')).id).toBe(office.id);
    expect(new Set([own.id, office.id, sales.id]).size).toBe(3);
    expect(office).toMatchObject({ access: 'sign-in', signedInAs: 'one@example.com' });
    const { credentials, accounts } = world.store.ports;
    expect(await credentials.read(office.id)).toMatchObject({
      imapUsers: ['office@example.com'],
      smtpUsers: ['one@example.com', 'one@tenant.example'],
    });
    await accounts.saveUserName(office.id, 'smtp', 'one@tenant.example');
    expect(await credentials.read(office.id)).toMatchObject({
      imapUsers: ['office@example.com'],
      smtpUsers: ['one@tenant.example', 'one@example.com'],
    });
    const otherMailbox = signIn(world, app.id, 'one', office.id);
    await expect(otherMailbox).rejects.toMatchObject({ kind: 'other-mailbox-signed-in' });
  });

  it('that the organisation’s grant opens use the app’s credentials, and end with the unlinking', async () => {
    const world = await openWorld();
    const { organisationMailboxes, providerApps, ports, unlinking } = world.store;
    const people = await addApp(world);
    const app = await providerApps.create(administrator, {
      ...microsoftApp(),
      access: 'organisation',
      tenant: 'contoso.com',
    });
    const mailbox = { providerAppId: app.id, address: 'office@example.com', name: 'Office' };
    const account = await organisationMailboxes.create('ada', mailbox);
    expect(account).toMatchObject({ access: 'organisation', provider: 'microsoft', state: 'choosing' });
    expect(await ports.credentials.read(account.id)).toEqual({
      kind: 'organisation',
      providerAppId: app.id,
      user: 'office@example.com',
    });
    const twice = organisationMailboxes.create('ada', { ...mailbox, address: 'OFFICE@example.com' });
    await expect(twice).rejects.toMatchObject({ kind: 'conflict' });
    const ofPeople = organisationMailboxes.create('ada', { ...mailbox, providerAppId: people.id });
    await expect(ofPeople).rejects.toMatchObject({ kind: 'conflict' });
    await unlinking.begin(await scopeFor(world.store), account.id);
    await expect(ports.credentials.read(account.id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('at Google are Google’s, and connect to its hosts', async () => {
    const world = await openWorld();
    const app = await world.store.providerApps.create(administrator, {
      provider: 'google',
      name: 'Workspace',
      cloudId: 'google',
      clientId: '123-abc.apps.googleusercontent.com',
      credential: { kind: 'secret', value: 'GOCSPX-value', expires: null },
    });
    const account = await signIn(world, app.id, 'https://accounts.google.com.1');
    expect(account).toMatchObject({ provider: 'google', access: 'sign-in' });
    expect(await world.store.ports.credentials.providerApp(app.id)).toMatchObject({
      provider: 'google',
      tenant: '',
      credentials: [{ kind: 'secret', value: 'GOCSPX-value' }],
    });
    await world.store.accounts.start(await scopeFor(world.store), account.id, { kind: 'everything' });
    expect(await world.store.ports.accounts.read(account.id)).toMatchObject({
      provider: 'google',
      imap: { host: 'imap.gmail.com' },
    });
  });

  it('tell how much mail they hold and how much of it is unread, to whoever asks', async () => {
    const { store, scope, account, inbox } = await openWorld();
    const empty = await addAccount(store, 'ada', 'work');
    const both = await scopeFor(store);
    await store.ports.mail.addArrivals(inbox.id, [
      arrival(1, { flags: ['\\Seen'] }),
      arrival(2, { references: ['<m1@example.com>'] }),
      arrival(3),
    ]);
    const counts = async () =>
      (await store.accounts.list(both)).map(({ messages, unread }) => [messages, unread]);
    expect(await counts()).toEqual([
      [3, 2],
      [0, 0],
    ]);
    expect(await store.accounts.read(scope, account.id)).toMatchObject({ messages: 3, unread: 2 });
    expect(await store.oversight.counts([account.id, empty.account.id])).toEqual(
      new Map([[account.id, { messages: 3, unread: 2 }]]),
    );
    await store.ports.mail.saveFlags(inbox.id, [{ uid: 3, flags: ['\\Seen'] }]);
    await store.ports.mail.removePlaces(inbox.id, [1]);
    expect(await counts()).toEqual([
      [2, 1],
      [0, 0],
    ]);
    expect(await store.accounts.list(await scopeFor(store, 'nobody'))).toEqual([]);
  });

  it('begin at the date that was chosen', () => {
    const now = new Date('2026-03-31T10:00:00Z');
    expect(syncStartDate({ kind: 'last-month' }, now)).toEqual(new Date('2026-02-28T00:00:00Z'));
    expect(syncStartDate({ kind: 'three-months' }, now)).toEqual(new Date('2025-12-31T00:00:00Z'));
    expect(syncStartDate({ kind: 'year' }, now)).toEqual(new Date('2025-03-31T00:00:00Z'));
    expect(syncStartDate({ kind: 'everything' }, now)).toBeNull();
  });
});

describe('unlinking', () => {
  it('deletes everything of the account and nothing of others', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'mailroom.db');
    const world = await openWorld({ file, dataDir: directory });
    const { store } = world;
    const other = await addAccount(store, 'eve', 'eve');
    await store.ports.mail.addArrivals(other.inbox.id, [arrival(1)]);
    const batch = Array.from({ length: 1200 }, (_, at) => arrival(at + 1));
    await store.ports.mail.addArrivals(world.inbox.id, batch);
    await readAllBodies(world, () => 'text');
    await readAllBodies({ store, ...other }, () => 'text');
    const { conversations } = await store.conversations.list(world.scope, { limit: 1 });
    const detail = await store.conversations.read(world.scope, conversations[0]?.id ?? '');
    const messageIds = detail.messages.map(({ id }) => id);
    await store.intents.create(world.scope, { kind: 'flag', messageIds, flag: 'flagged', value: true });
    await store.outgoing.create(world.scope, 'key', {
      accountId: world.account.id,
      inReplyTo: messageIds[0] ?? null,
      to: [{ name: '', address: 'a@b.org' }],
      cc: [],
      bcc: [],
      subject: '',
      html: '',
      text: '',
    });
    const bytes = async function* () {
      yield Buffer.from('x');
    };
    await store.blobs.write(`${world.account.id}-1-2`, bytes());
    await store.blobs.write(`${other.account.id}-1-2`, bytes());
    const cursor = await store.changes.latest();

    await store.unlinking.begin(await scopeFor(store), world.account.id);
    await expect(store.ports.credentials.read(world.account.id)).rejects.toMatchObject({ kind: 'not-found' });
    const late = store.ports.mail.addArrivals(world.inbox.id, [arrival(9999)]);
    await expect(late).rejects.toMatchObject({ kind: 'not-found' });
    await store.ports.accounts.saveStatus(world.account.id, {
      state: 'watching',
      failure: null,
      progress: null,
    });
    expect(await store.unlinking.interrupted()).toEqual([world.account.id]);
    // The same mailbox can be linked anew before the old mail is gone.
    await store.passwordMailboxes.create('ada', imapInput('ada'));
    await store.unlinking.finish(world.account.id);

    const raw = new DatabaseSync(file, { readOnly: true });
    const count = (table: string) => Number(raw.prepare(`select count(*) as n from ${table}`).get()?.n);
    expect(['messages', 'places', 'bodies', 'conversations', 'thread_keys'].map(count)).toEqual([
      1, 1, 1, 1, 1,
    ]);
    expect(['intents', 'outgoing', 'deliveries', 'idempotency_keys'].map(count)).toEqual([0, 0, 0, 0]);
    raw.close();
    const index = new DatabaseSync(join(directory, 'mailroom.search-1.sqlite'), { readOnly: true });
    expect(index.prepare('select count(*) as n from search_docsize').get()?.n).toBe(1);
    index.close();
    expect(await store.blobs.has(`${world.account.id}-1-2`)).toBe(false);
    expect(await store.blobs.has(`${other.account.id}-1-2`)).toBe(true);
    const changes = await store.changes.since(
      cursor,
      100,
      await store.scopeOf({ id: 'ada', role: 'member' }),
    );
    expect(changes.kind === 'changes' && changes.changes).toContainEqual({
      seq: expect.any(Number),
      noun: 'account',
      id: world.account.id,
      accountId: world.account.id,
      op: 'remove',
    });
    await store.unlinking.finish(world.account.id);
  });
});
