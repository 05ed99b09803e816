import { join } from 'node:path';
import type { Arrival } from '@mailroom/engine/ports/index';
import { beforeEach, describe, expect, it } from 'vitest';
import { addPeople } from '../testing/people.ts';
import {
  addAccount,
  arrival,
  openWorld,
  readAllBodies,
  scopeFor,
  temporaryDirectory,
  type World,
} from '../testing/world.ts';

type Mailbox = Pick<World, 'account' | 'inbox' | 'sent'>;

let world: World;
let mine: Mailbox;
let theirs: Mailbox;

beforeEach(async () => {
  world = await openWorld();
  mine = world;
  theirs = await addAccount(world.store, 'ada', 'sales');
  world.scope = await world.store.scopeOf({ id: 'ada', role: 'member' });
});

const letter = (over: Partial<Arrival> = {}) => arrival(1, { subject: 'Offer', ...over });

/** The same letter as another server holds it: received later, of another size. */
const copied = (over: Partial<Arrival> = {}) =>
  letter({ uid: 7, size: 1_300, receivedAt: new Date(Date.UTC(2026, 0, 1, 0, 5)), ...over });

async function receive(mailbox: Mailbox, arrivals: Arrival[], text = 'the text', folder = mailbox.inbox) {
  await world.store.ports.mail.addArrivals(folder.id, arrivals);
  await readAllBodies({ store: world.store, account: mailbox.account }, () => text);
}

async function listed(query: { words?: string; unread?: boolean; limit?: number; after?: string } = {}) {
  return world.store.conversations.list(world.scope, { limit: 50, ...query });
}

describe('a letter in two mailboxes', () => {
  it('is shown once, at the place of the newer copy, with the other named', async () => {
    await receive(mine, [letter()]);
    await receive(theirs, [copied()]);
    const { conversations } = await listed();
    expect(conversations).toMatchObject([
      { accountId: theirs.account.id, copies: [{ accountId: mine.account.id }] },
    ]);
    expect((await listed({ words: 'offer' })).conversations).toHaveLength(1);
  });

  it('is shown in each mailbox that is looked at alone', async () => {
    await receive(mine, [letter()]);
    await receive(theirs, [copied()]);
    for (const { account } of [mine, theirs]) {
      const { conversations } = await world.store.conversations.list(world.scope, {
        accountId: account.id,
        limit: 50,
      });
      expect(conversations).toMatchObject([{ accountId: account.id }]);
    }
  });

  it('is shown twice as long as one is read and only the other unread', async () => {
    await receive(mine, [letter()]);
    await receive(theirs, [copied({ flags: ['\\Seen'] })]);
    expect((await listed({ unread: true })).conversations).toMatchObject([{ accountId: mine.account.id }]);
  });

  it('is on one page alone, whatever the pages', async () => {
    const many = Array.from({ length: 9 }, (_, at) => arrival(at + 1));
    await receive(mine, many);
    await receive(
      theirs,
      many.map((each) => ({ ...each, receivedAt: new Date(each.receivedAt.getTime() + 90_000) })),
    );
    const subjects: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await listed({ limit: 2, ...(after ? { after } : {}) });
      subjects.push(...page.conversations.map(({ subject }) => subject));
      after = page.next;
    }
    expect(subjects).toEqual(many.map(({ subject }) => subject).reverse());
  });

  it.each<[string, Partial<Arrival>, string]>([
    ['sender', { from: [{ name: 'Grace', address: 'grace@evil.example' }] }, 'the text'],
    ['subject', { subject: 'Offer!' }, 'the text'],
    ['text', {}, 'another text'],
    ['date', { sentAt: new Date(1_700_000_000_000) }, 'the text'],
  ])('is not hidden by one with its Message-ID and another %s', async (_, over, text) => {
    await receive(mine, [letter()]);
    await receive(theirs, [copied(over)], text);
    const { conversations } = await listed();
    expect(conversations).toHaveLength(2);
    expect(conversations.flatMap(({ copies }) => copies)).toEqual([]);
  });
});

describe('a letter that a colleague has as well', () => {
  it('is shown as one’s own, though the colleague’s arrived later', async () => {
    const dataDir = await temporaryDirectory();
    const file = join(dataDir, 'mailroom.sqlite');
    world = await openWorld({ file, dataDir });
    addPeople(file, ['ada', 'ben']);
    const bens = await addAccount(world.store, 'ben', 'ben');
    const reader = { kind: 'person', id: 'ada' } as const;
    await world.store.accountShares.share(await scopeFor(world.store, 'ben'), bens.account.id, {
      with: reader,
      level: 'read',
    });
    world.scope = await scopeFor(world.store, 'ada');
    await receive(world, [letter()]);
    await receive(bens, [copied()]);
    expect((await listed()).conversations).toMatchObject([
      { accountId: world.account.id, copies: [{ accountId: bens.account.id }] },
    ]);
  });
});

describe('a conversation in two mailboxes', () => {
  const answer = (over: Partial<Arrival> = {}) =>
    arrival(9, {
      messageId: '<answer@example.com>',
      inReplyTo: ['<m1@example.com>'],
      references: ['<m1@example.com>'],
      subject: 'Re: Offer',
      from: [{ name: 'Sales', address: 'sales@example.com' }],
      ...over,
    });

  it('is read whole, each message once, whichever copy is opened', async () => {
    await receive(mine, [letter()]);
    await receive(theirs, [copied()]);
    await receive(theirs, [answer()], 'the answer', theirs.sent);
    for (const account of [mine, theirs]) {
      const [row] = (
        await world.store.conversations.list(world.scope, { accountId: account.account.id, limit: 1 })
      ).conversations;
      const { messages } = await world.store.conversations.read(world.scope, row?.id ?? '');
      expect(messages.map(({ subject }) => subject)).toEqual(['Offer', 'Re: Offer']);
      expect(messages[0]?.copies).toHaveLength(1);
    }
  });

  it('tells who answered from another program', async () => {
    await receive(mine, [letter()]);
    await receive(theirs, [copied()]);
    await receive(theirs, [answer()], 'the answer', theirs.sent);
    const [row] = (await listed()).conversations;
    const { messages } = await world.store.conversations.read(world.scope, row?.id ?? '');
    expect(messages[0]?.answers).toEqual([
      {
        accountId: theirs.account.id,
        from: 'elsewhere',
        personId: null,
        at: answer().receivedAt.toISOString(),
      },
    ]);
  });

  it('tells by the flag that it was answered where the answer itself lies nowhere', async () => {
    await receive(mine, [letter()]);
    await receive(theirs, [copied({ flags: ['\\Answered'] })]);
    const [row] = (await listed()).conversations;
    const { messages } = await world.store.conversations.read(world.scope, row?.id ?? '');
    expect(messages[0]?.answers).toEqual([
      { accountId: theirs.account.id, from: 'elsewhere', personId: null, at: null },
    ]);
  });

  it('tells nothing of a mailbox that the person may not see', async () => {
    const bobs = await addAccount(world.store, 'bob', 'bob');
    await receive(mine, [letter()]);
    await receive(bobs, [copied({ flags: ['\\Answered'] })]);
    const { conversations } = await listed();
    expect(conversations).toMatchObject([{ accountId: mine.account.id, copies: [] }]);
    const { messages } = await world.store.conversations.read(world.scope, conversations[0]?.id ?? '');
    expect(messages).toMatchObject([{ copies: [], answers: [] }]);
  });
});
