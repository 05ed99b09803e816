import { describe, expect, it } from 'vitest';
import type { ConversationQuery } from '../index.ts';
import { addAccount, arrival, openWorld, readAllBodies, type World } from '../testing/world.ts';

const id = (name: number) => `<m${name}@example.com>`;

async function list({ store, scope }: World, query: Partial<ConversationQuery>): Promise<string[]> {
  const { conversations } = await store.conversations.list(scope, { limit: 50, ...query });
  return conversations.map(({ subject }) => subject);
}

/** All pages, to their end. */
async function pages(
  { store, scope }: Pick<World, 'store' | 'scope'>,
  query: ConversationQuery,
): Promise<string[]> {
  const subjects: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.conversations.list(scope, { ...query, after });
    subjects.push(...page.conversations.map(({ subject }) => subject));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return subjects;
}

describe('the conversation list', () => {
  it('turns pages without leaving out or repeating a conversation, in every view', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    // 30 conversations of two messages each, whose answers come in the opposite order of the questions.
    const questions = Array.from({ length: 30 }, (_, at) =>
      arrival(at + 1, { subject: `Topic ${at + 1}`, flags: at % 2 ? ['\\Seen'] : [] }),
    );
    const answers = questions.map(({ uid }) =>
      arrival(100 - uid, { references: [id(uid)], flags: ['\\Seen'] }),
    );
    await mail.addArrivals(world.inbox.id, questions);
    await mail.addArrivals(world.archive.id, answers);
    await readAllBodies(world, () => '');
    const byQuestion = Array.from({ length: 30 }, (_, at) => `Topic ${30 - at}`);
    const byAnswer = byQuestion.toReversed();
    expect(await pages(world, { limit: 7 })).toEqual(byAnswer);
    expect(await pages(world, { limit: 7, folderId: String(world.inbox.id) })).toEqual(byQuestion);
    expect(await pages(world, { limit: 7, role: 'archive' })).toEqual(byAnswer);
    expect(await pages(world, { limit: 4, words: 'topic' })).toEqual(byQuestion);
    expect(await pages(world, { limit: 4, words: 'example' })).toEqual(byAnswer);
    expect(await pages(world, { limit: 4, words: 'example', role: 'inbox' })).toEqual(byQuestion);
    const unread = byQuestion.filter((_, at) => at % 2 === 1);
    expect(await pages(world, { limit: 4, unread: true })).toEqual(unread);
    expect(await pages(world, { limit: 4, unread: true, role: 'inbox' })).toEqual(unread);
    expect(await pages(world, { limit: 4, unread: true, role: 'archive' })).toEqual([]);
  });

  it('takes the newest of several mailboxes whose mail came in turns, page by page', async () => {
    const { store, inbox } = await openWorld();
    const second = await addAccount(store, 'ada', 'second');
    const third = await addAccount(store, 'ada', 'third');
    const inboxes = [inbox, second.inbox, third.inbox];
    // The last mailbox has the newest mail and the oldest; of the middle one there is least.
    const turns = [2, 0, 0, 1, 2, 0, 2, 2, 0, 1, 0, 2, 2];
    for (const [at, turn] of turns.entries()) {
      await store.ports.mail.addArrivals(inboxes[turn]?.id ?? 0, [arrival(at + 1)]);
    }
    const newestFirst = turns.map((_, at) => `Subject ${turns.length - at}`);
    const scope = await store.scopeOf({ id: 'ada', role: 'member' });
    for (const limit of [1, 2, 5, 50]) {
      expect(await pages({ store, scope }, { limit })).toEqual(newestFirst);
      expect(await pages({ store, scope }, { limit, role: 'inbox' })).toEqual(newestFirst);
      expect(await pages({ store, scope }, { limit, unread: true })).toEqual(newestFirst);
    }
  });

  it('dates a conversation by the newest message that the view shows', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    await mail.addArrivals(world.sent.id, [arrival(50, { references: [id(1)] })]);
    const inbox = await world.store.conversations.list(world.scope, { role: 'inbox', limit: 1 });
    const all = await world.store.conversations.list(world.scope, { limit: 1 });
    expect(inbox.conversations[0]?.latestAt).toBe(arrival(1).receivedAt.toISOString());
    expect(all.conversations[0]?.latestAt).toBe(arrival(50).receivedAt.toISOString());
  });

  it('tells of a conversation what its messages tell', async () => {
    const world = await openWorld();
    await world.store.ports.mail.addArrivals(world.inbox.id, [
      arrival(1, { flags: ['\\Seen'] }),
      arrival(2, {
        references: [id(1)],
        from: [{ name: 'Ada', address: 'ada@example.com' }],
        flags: ['\\Flagged'],
        attachments: [
          { part: '2', name: 'a.pdf', mediaType: 'application/pdf', size: 1, contentId: null, inline: false },
        ],
      }),
      arrival(3, { references: [id(1)], from: [{ name: 'G.', address: 'GRACE@example.org' }] }),
    ]);
    const { conversations } = await world.store.conversations.list(world.scope, { limit: 2 });
    expect(conversations).toEqual([
      {
        id: expect.any(String),
        accountId: world.account.id,
        subject: 'Subject 1',
        snippet: '',
        participants: [
          { name: 'Grace', address: 'grace@example.org' },
          { name: 'Ada', address: 'ada@example.com' },
        ],
        messages: 3,
        unread: 2,
        flagged: true,
        answered: false,
        hasAttachments: true,
        latestAt: arrival(3).receivedAt.toISOString(),
        copies: [],
      },
    ]);
  });

  it('shows nobody the mail of another, by whatever way it is asked for', async () => {
    const world = await openWorld();
    await world.store.ports.mail.addArrivals(world.inbox.id, [arrival(1)]);
    const other = await addAccount(world.store, 'eve', 'eve');
    await world.store.ports.mail.addArrivals(other.inbox.id, [arrival(2)]);
    await readAllBodies(world, () => '');
    await readAllBodies({ store: world.store, ...other }, () => '');
    const eve = await world.store.scopeOf({ id: 'eve', role: 'administrator' });
    const { conversations } = await world.store.conversations.list(world.scope, { limit: 9 });
    const [conversation] = conversations;
    const detail = await world.store.conversations.read(world.scope, conversation?.id ?? '');
    const messageId = detail.messages[0]?.id ?? '';
    const { store } = world;
    const refused = [
      store.conversations.list(eve, { limit: 9, accountId: world.account.id }),
      store.conversations.list(eve, { limit: 9, folderId: String(world.inbox.id) }),
      store.conversations.read(eve, conversation?.id ?? ''),
      store.messages.read(eve, messageId),
      store.messages.html(eve, messageId),
      store.messages.key(eve, messageId),
      store.messages.attachments(eve, messageId),
      store.folders.list(eve, world.account.id),
      store.accounts.read(eve, world.account.id),
      store.unlinking.begin(eve, world.account.id),
    ];
    for (const answer of refused) await expect(answer).rejects.toMatchObject({ kind: 'not-found' });
    const subjects = async (query: Partial<ConversationQuery>) =>
      (await store.conversations.list(eve, { limit: 9, ...query })).conversations.map((each) => each.subject);
    expect(await subjects({})).toEqual(['Subject 2']);
    expect(await subjects({ words: 'subject' })).toEqual(['Subject 2']);
    expect(await subjects({ role: 'inbox', unread: true })).toEqual(['Subject 2']);
    expect((await store.folders.list(eve)).map(({ accountId }) => accountId)).not.toContain(world.account.id);
    const changes = await store.changes.since(0, 1000, eve);
    const accounts = changes.kind === 'changes' ? changes.changes.map(({ accountId }) => accountId) : [];
    expect(new Set(accounts)).toEqual(new Set([other.account.id]));
    const nobody = await store.scopeOf({ id: 'nobody', role: 'member' });
    expect(await store.conversations.list(nobody, { limit: 9 })).toEqual({
      conversations: [],
      next: null,
      complete: true,
    });
    expect(await store.folders.list(nobody)).toEqual([]);
    expect(await store.outgoing.list(nobody)).toEqual([]);
  });

  it('finds a person’s own mail, page by page, under words that much more of other people’s has', async () => {
    const world = await openWorld();
    const other = await addAccount(world.store, 'eve', 'eve');
    const others = Array.from({ length: 400 }, (_, at) => arrival(at * 10 + 5));
    const own = Array.from({ length: 60 }, (_, at) => arrival(at * 60 + 1, { subject: `Own ${at} subject` }));
    await world.store.ports.mail.addArrivals(other.inbox.id, others);
    await world.store.ports.mail.addArrivals(world.inbox.id, own);
    await readAllBodies(world, () => '');
    await readAllBodies({ store: world.store, ...other }, () => '');
    const expected = own.map(({ subject }) => subject).toReversed();
    expect(await pages(world, { limit: 7, words: 'subject' })).toEqual(expected);
    expect(await pages(world, { limit: 7, words: 'subject', role: 'inbox' })).toEqual(expected);
    expect(await pages(world, { limit: 200, words: 'subject', unread: true })).toEqual(expected);
  });

  it('refuses a cursor that no page gave', async () => {
    const world = await openWorld();
    for (const after of ['', '!', 'zzzzzzzzzzzz', '0']) {
      await expect(world.store.conversations.list(world.scope, { limit: 1, after })).rejects.toMatchObject({
        kind: 'invalid-request',
      });
    }
  });
});

describe('search', () => {
  it('finds messages in six languages by subject, people, text and attachment names', async () => {
    const world = await openWorld();
    await world.store.ports.mail.addArrivals(world.inbox.id, [
      arrival(1, {
        subject: 'Compte rendu de la réunion',
        from: [{ name: 'Zoë', address: 'zoe@société.fr' }],
      }),
      arrival(2, { subject: '会议记录' }),
      arrival(3, { subject: 'Счёт за ноябрь' }),
      arrival(4, { subject: 'Ação de formação' }),
      arrival(5, {
        subject: 'Perché no',
        attachments: [
          { part: '2', name: 'bozza.docx', mediaType: 'x/y', size: 1, contentId: null, inline: false },
        ],
      }),
      arrival(6, { subject: 'Quarterly report' }),
    ]);
    expect(await list(world, { words: 'report' })).toEqual([]);
    await readAllBodies(world, () => 'Grüße aus Köln');
    const finds = async (words: string) => list(world, { words });
    expect(await finds('reunion')).toEqual(['Compte rendu de la réunion']);
    expect(await finds('ZOE SOCIETE')).toEqual(['Compte rendu de la réunion']);
    expect(await finds('会议')).toEqual(['会议记录']);
    expect(await finds('录')).toEqual(['会议记录']);
    expect(await finds('счет ноя')).toEqual(['Счёт за ноябрь']);
    expect(await finds('formacao')).toEqual(['Ação de formação']);
    expect(await finds('perche bozza')).toEqual(['Perché no']);
    expect(await finds('quart')).toEqual(['Quarterly report']);
    expect(await finds('quart report')).toEqual([]);
    expect(await finds('report koln')).toEqual(['Quarterly report']);
  });

  it('takes everything a person types as words', async () => {
    const world = await openWorld();
    await world.store.ports.mail.addArrivals(world.inbox.id, [arrival(1, { subject: 'AND or NOT near' })]);
    await readAllBodies(world, () => '');
    for (const words of ['"', 'a" OR "b', 'FAR(', '*', 'words:x', '^', '-', '{', ';drop', "'", '\u0000']) {
      await expect(list(world, { words })).resolves.toEqual([]);
    }
    expect(await list(world, { words: 'and OR not NEAR' })).toEqual(['AND or NOT near']);
  });
});
