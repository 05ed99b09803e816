import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MailScope } from '../access/mail-scope.ts';
import { addPeople } from '../testing/people.ts';
import { arrival, openWorld, readAllBodies, scopeFor, temporaryDirectory } from '../testing/world.ts';

async function world() {
  const dataDir = await temporaryDirectory();
  const file = join(dataDir, 'mailroom.sqlite');
  const opened = await openWorld({ file, dataDir });
  addPeople(file, ['ada', 'ben', 'eve']);
  const { store, scope, account, inbox } = opened;
  const arrive = (...arrivals: ReturnType<typeof arrival>[]) =>
    store.ports.mail.addArrivals(inbox.id, arrivals);
  const subjects = async (of: MailScope, words?: string) =>
    (await store.conversations.list(of, { limit: 9, words })).conversations.map(({ subject, messages }) => [
      subject,
      messages,
    ]);
  const shareWith = (id: string, level: 'see' | 'read' | 'send' | 'manage') =>
    store.accountShares.share(scope, account.id, { with: { kind: 'person', id }, level });
  return { ...opened, arrive, subjects, shareWith };
}

describe('an account', () => {
  it('is seen at the level it is shared at, and no more once that has ended', async () => {
    const { store, account, inbox, scope, arrive, shareWith, subjects } = await world();
    await arrive(arrival(1));
    const [conversation] = (await store.conversations.list(scope, { limit: 1 })).conversations;
    const id = conversation?.id ?? '';
    expect(await store.accounts.list(await scopeFor(store, 'ben'))).toEqual([]);

    const share = await shareWith('ben', 'see');
    const sees = await scopeFor(store, 'ben');
    expect(await store.accounts.list(sees)).toMatchObject([{ id: account.id, level: 'see', messages: 1 }]);
    expect(await subjects(sees)).toEqual([]);
    await expect(store.conversations.read(sees, id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(store.folders.read(sees, String(inbox.id))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(store.folders.list(sees, account.id)).rejects.toMatchObject({ kind: 'not-allowed' });

    await shareWith('ben', 'read');
    const reads = await scopeFor(store, 'ben');
    expect(await subjects(reads)).toEqual([['Subject 1', 1]]);
    const flag = { kind: 'flag', messageIds: [], flag: 'seen', value: true } as const;
    const { messages } = await store.conversations.read(reads, id);
    const seen = { ...flag, messageIds: messages.map((each) => each.id) };
    await expect(store.intents.create(reads, seen)).rejects.toMatchObject({ kind: 'not-allowed' });

    const named = async (name: 'mine' | 'shared' | 'all') =>
      (await store.conversations.list(reads, { limit: 9, scope: name })).conversations.length;
    expect([await named('mine'), await named('shared'), await named('all')]).toEqual([0, 1, 1]);

    await shareWith('ben', 'send');
    const sends = await scopeFor(store, 'ben');
    expect(await store.intents.create(sends, seen)).toMatchObject({ accepted: 1 });
    const gone = { ...seen, kind: 'delete' } as const;
    await expect(store.intents.create(sends, gone)).rejects.toMatchObject({ kind: 'not-allowed' });
    const further = { with: { kind: 'person', id: 'eve' }, level: 'see' } as const;
    await expect(store.accountShares.share(sends, account.id, further)).rejects.toMatchObject({
      kind: 'not-allowed',
    });

    await shareWith('ben', 'manage');
    const manages = await scopeFor(store, 'ben');
    expect(await store.accountShares.share(manages, account.id, further)).toMatchObject({ level: 'see' });
    await expect(store.unlinking.begin(manages, account.id)).rejects.toMatchObject({ kind: 'not-allowed' });

    await store.accountShares.end(scope, account.id, share.id);
    expect((await scopeFor(store, 'ben')).levels.size).toBe(0);
  });

  it('says who sees it and why, what a share would change, and keeps each change on record', async () => {
    const { store, account, scope, arrive, shareWith } = await world();
    await arrive(arrival(1), arrival(2));
    const input = { with: { kind: 'person', id: 'ben' }, level: 'read' } as const;
    expect(await store.accountShares.preview(scope, account.id, input)).toEqual({
      gains: [{ personId: 'ben', from: null, to: 'read' }],
      messages: 2,
    });
    await shareWith('ben', 'read');
    expect(await store.accountShares.preview(scope, account.id, { ...input, level: 'see' })).toMatchObject({
      gains: [],
    });
    expect(await store.conversationShares.accountViewers(scope, account.id)).toMatchObject([
      { personId: 'ada', level: 'own', reasons: [{ kind: 'owner' }] },
      { personId: 'ben', level: 'read', reasons: [{ kind: 'person', grantedBy: 'ada' }] },
    ]);
    const ben = await scopeFor(store, 'ben');
    await store.conversations.list(ben, { limit: 9 });
    await store.conversations.list(ben, { limit: 9 });
    const actions = (await store.audit.list(scope, { limit: 9 })).map(({ action, actor }) => [action, actor]);
    expect(actions.slice(0, 2)).toEqual([
      ['account.read-by-other', 'ben'],
      ['account.shared', 'ada'],
    ]);
    expect(await store.audit.list(await scopeFor(store, 'eve'), { limit: 9 })).toEqual([]);
  });

  it('is read by an administrator who breaks the glass, for as long as was said', async () => {
    const { store, account, clock, scope, arrive, subjects } = await world();
    await arrive(arrival(1));
    const root = () => store.scopeOf({ id: 'root', role: 'administrator' });
    expect(await subjects(await root())).toEqual([]);
    const input = { accountId: account.id, reason: 'A court has asked for it', minutes: 15 } as const;
    await expect(store.breakGlass.begin(await scopeFor(store, 'eve'), input)).rejects.toMatchObject({
      kind: 'not-allowed',
    });
    await store.breakGlass.begin(await root(), input);
    expect(await subjects(await root())).toEqual([['Subject 1', 1]]);
    expect(await store.breakGlass.list(scope)).toMatchObject([{ personId: 'root', active: true }]);
    expect((await store.scopeOf({ id: 'root', role: 'member' })).accountIds).toEqual([]);
    clock.advance(15 * 60_000);
    expect(await subjects(await root())).toEqual([]);
  });
});

describe('a single conversation', () => {
  it('is seen without its future messages as it was, whatever is merged into it later', async () => {
    const { store, scope, account, arrive, subjects } = await world();
    await arrive(
      arrival(1, { messageId: '<a@x>' }),
      arrival(5, { messageId: '<b@x>', references: ['<z@x>'] }),
    );
    await readAllBodies({ store, account }, (id) => `kumquat ${id}`);
    const shown = (await store.conversations.list(scope, { limit: 9 })).conversations;
    const first = shown.find(({ subject }) => subject === 'Subject 1')?.id ?? '';
    await store.conversationShares.share(scope, first, { personId: 'ben', future: false });
    const ben = await scopeFor(store, 'ben');
    expect(await subjects(ben)).toEqual([['Subject 1', 1]]);
    expect(await subjects(ben, 'kumquat')).toEqual([['Subject 1', 1]]);

    const cursor = await store.changes.latest();
    await arrive(arrival(9, { references: ['<a@x>', '<z@x>'] }));
    await readAllBodies({ store, account }, (id) => `kumquat ${id}`);
    expect((await store.conversations.list(scope, { limit: 9 })).conversations).toMatchObject([
      { messages: 3 },
    ]);
    expect(await subjects(ben)).toEqual([['Subject 1', 1]]);
    expect(await subjects(ben, 'kumquat')).toEqual([['Subject 1', 1]]);
    const [seen] = (await store.conversations.list(ben, { limit: 9 })).conversations;
    const detail = await store.conversations.read(ben, seen?.id ?? '');
    expect(detail).toMatchObject({
      conversation: { messages: 1, subject: 'Subject 1' },
      messages: [{ subject: 'Subject 1', folderIds: [] }],
      outgoing: [],
    });
    const told = await store.changes.since(cursor, 100, ben);
    expect(told).toMatchObject({ changes: [{ noun: 'conversation', id: null, accountId: null }] });
  });

  it('is seen with its future messages as they come, and with nothing that was there before', async () => {
    const { store, scope, arrive, subjects } = await world();
    await arrive(
      arrival(1, { messageId: '<a@x>' }),
      arrival(5, { messageId: '<b@x>', references: ['<z@x>'] }),
    );
    const shown = (await store.conversations.list(scope, { limit: 9 })).conversations;
    const first = shown.find(({ subject }) => subject === 'Subject 1')?.id ?? '';
    const share = await store.conversationShares.share(scope, first, { personId: 'ben', future: true });
    await arrive(arrival(9, { references: ['<a@x>', '<z@x>'] }));
    const ben = await scopeFor(store, 'ben');
    const [seen] = (await store.conversations.list(ben, { limit: 9 })).conversations;
    const { messages } = await store.conversations.read(ben, seen?.id ?? '');
    expect(messages.map(({ subject }) => subject)).toEqual(['Subject 1', 'Subject 9']);
    const cursor = await store.changes.latest();
    await arrive(arrival(20, { references: ['<a@x>'] }));
    expect(await store.changes.since(cursor, 100, ben)).toMatchObject({
      changes: [{ noun: 'conversation', id: seen?.id }],
    });
    expect(await subjects(ben)).toEqual([['Subject 1', 3]]);
    await store.conversationShares.end(scope, seen?.id ?? '', share.id);
    expect(await subjects(await scopeFor(store, 'ben'))).toEqual([]);
  });
});
