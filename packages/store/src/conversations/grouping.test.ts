import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAccount, arrival, openWorld, type World } from '../testing/world.ts';

const id = (name: number) => `<m${name}@example.com>`;

describe('grouping', () => {
  it('makes one conversation of answers, also when a parent arrives late and in a batch of its own', async () => {
    const { store, scope, inbox } = await openWorld();
    const { mail } = store.ports;
    await mail.addArrivals(inbox.id, [arrival(3, { references: [id(2)] }), arrival(1)]);
    const before = await store.conversations.list(scope, { limit: 9 });
    expect(before.conversations).toHaveLength(2);
    await mail.addArrivals(inbox.id, [arrival(2, { references: [id(1)] })]);
    const after = await store.conversations.list(scope, { limit: 9 });
    expect(after.conversations).toHaveLength(1);
    expect(before.conversations.map((each) => each.id)).toContain(after.conversations[0]?.id);
    expect(after.conversations[0]).toMatchObject({ messages: 3, subject: 'Subject 1' });
    const { messages } = await store.conversations.read(scope, after.conversations[0]?.id ?? '');
    expect(messages.map(({ joined }) => joined)).toEqual(['root', 'references', 'references']);
  });

  it('tells that a conversation was merged away', async () => {
    const { store, scope, inbox } = await openWorld();
    const { mail } = store.ports;
    await mail.addArrivals(inbox.id, [arrival(3, { references: [id(2)] }), arrival(1)]);
    const { conversations } = await store.conversations.list(scope, { limit: 9 });
    const cursor = await store.changes.latest();
    await mail.addArrivals(inbox.id, [arrival(2, { references: [id(1)] })]);
    const since = await store.changes.since(cursor, 100, scope);
    const told = since.kind === 'changes' ? since.changes.filter(({ noun }) => noun === 'conversation') : [];
    expect(told.map(({ op }) => op).sort()).toEqual(['put', 'remove']);
    expect(told.map((change) => change.id).sort()).toEqual(conversations.map((each) => each.id).sort());
  });

  describe('is the same whatever order and batches messages arrive in', () => {
    interface Mail {
      name: number;
      references: number[];
      subject: string;
      from: string;
      day: number;
    }
    const name = fc.integer({ min: 1, max: 10 });
    const mails = fc.uniqueArray(
      fc.record({
        name,
        references: fc.array(name, { maxLength: 2 }),
        subject: fc.constantFrom('Offer', 'Re: Offer', 'AW: Offer', 'Re: Plan', ''),
        from: fc.constantFrom('grace@example.org', 'eve@example.org'),
        day: fc.integer({ min: 0, max: 40 }),
      }),
      { selector: (mail) => mail.name, minLength: 1, maxLength: 10 },
    );
    const orders = mails.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.nat({ max: list.length }),
      ),
    );
    const asArrival = (mail: Mail) =>
      arrival(mail.name, {
        references: mail.references.map(id),
        subject: mail.subject,
        from: [{ name: '', address: mail.from }],
        receivedAt: new Date(Date.UTC(2026, 0, 1 + mail.day, 0, mail.name)),
      });
    let accounts = 0;

    async function partition({ store }: World, batches: readonly (readonly Mail[])[]) {
      accounts += 1;
      const person = `person-${accounts}`;
      const { inbox } = await addAccount(store, person, person);
      for (const batch of batches) await store.ports.mail.addArrivals(inbox.id, batch.map(asArrival));
      const scope = await store.scopeOf({ id: person, role: 'member' });
      const { conversations } = await store.conversations.list(scope, { limit: 200 });
      const groups = [];
      for (const conversation of conversations) {
        const { messages } = await store.conversations.read(scope, conversation.id);
        expect(messages).toHaveLength(conversation.messages);
        groups.push(messages.map(({ messageIdHeader, joined }) => `${messageIdHeader} ${joined}`).sort());
      }
      return groups.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
    }

    it.each([
      ['short ones', 500, 10],
      ['ones too long for one conversation', 2, 2],
    ])(
      '%s',
      async (_, longestConversation, longest) => {
        const world = await openWorld({ longestConversation });
        await fc.assert(
          fc.asyncProperty(orders, async ([list, shuffled, cut]) => {
            const whole = await partition(world, [list]);
            expect(whole.flat()).toHaveLength(list.length);
            expect(Math.max(...whole.map((group) => group.length))).toBeLessThanOrEqual(longest);
            expect(await partition(world, [shuffled.slice(0, cut), shuffled.slice(cut)])).toEqual(whole);
            expect(
              await partition(
                world,
                shuffled.map((each) => [each]),
              ),
            ).toEqual(whole);
          }),
          { numRuns: 25 },
        );
      },
      60_000,
    );
  });

  describe('by subject', () => {
    const answer = (uid: number, over: Parameters<typeof arrival>[1] = {}) =>
      arrival(uid, { subject: 'Re: Offer', ...over });
    const question = arrival(1, { subject: 'Offer' });

    it('joins an answer that names no message, and remembers why, whichever came first', async () => {
      for (const batches of [[[question], [answer(2)]], [[answer(2)], [question]], [[question, answer(2)]]]) {
        const { store, scope, inbox } = await openWorld();
        for (const batch of batches) await store.ports.mail.addArrivals(inbox.id, batch);
        const { conversations } = await store.conversations.list(scope, { limit: 9 });
        expect(conversations).toMatchObject([{ messages: 2, subject: 'Offer' }]);
        const { messages } = await store.conversations.read(scope, conversations[0]?.id ?? '');
        expect(messages.map(({ joined }) => joined)).toEqual(['root', 'subject']);
      }
    });

    it.each<[string, ReturnType<typeof arrival>]>([
      ['of other people, the owner apart', answer(2, { from: [{ name: '', address: 'eve@example.org' }] })],
      ['of later than a fortnight', answer(2, { receivedAt: new Date(Date.UTC(2026, 0, 15, 0, 2)) })],
      ['that names a message it answers', answer(2, { references: [id(77)] })],
      ['that is none', arrival(2, { subject: 'Offer' })],
      ['that the server threads itself', answer(2, { threadId: '77' })],
    ])('leaves an answer alone %s', async (_, other) => {
      const { store, scope, inbox } = await openWorld();
      await store.ports.mail.addArrivals(inbox.id, [question, other]);
      const { conversations } = await store.conversations.list(scope, { limit: 9 });
      expect(conversations).toHaveLength(2);
    });
  });

  it('shows a thread of 50,000 messages as conversations of 500, and lets none go', async () => {
    const { store, scope, inbox } = await openWorld();
    const { mail } = store.ports;
    const perBatch = 2500;
    for (let from = 0; from < 50_000; from += perBatch) {
      await mail.addArrivals(
        inbox.id,
        Array.from({ length: perBatch }, (_, at) => arrival(from + at + 1, { references: [id(1)] })),
      );
    }
    const counts = [];
    let after: string | undefined;
    do {
      const page = await store.conversations.list(scope, { limit: 200, after });
      counts.push(...page.conversations.map(({ messages }) => messages));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50_000);
    expect(Math.max(...counts)).toBeLessThanOrEqual(500);
    expect(counts.length).toBeLessThan(250);
  }, 120_000);

  it('leads an answer to the part of its time, and keeps the thread when its first part is deleted', async () => {
    const world = await openWorld({ longestConversation: 4 });
    const { store, scope, clock, inbox, account } = world;
    const { mail } = store.ports;
    const thread = (uid: number) => arrival(uid, { references: [id(1)] });
    await mail.addArrivals(
      inbox.id,
      Array.from({ length: 12 }, (_, at) => thread(at + 1)),
    );
    const before = await store.conversations.list(scope, { limit: 50 });
    const oldest = before.conversations.at(-1);
    await mail.removePlaces(
      inbox.id,
      Array.from({ length: oldest?.messages ?? 0 }, (_, at) => at + 1),
    );
    clock.advance(1);
    await mail.forgetOrphans(account.id, clock.now());
    await mail.addArrivals(inbox.id, [thread(13)]);
    const after = await store.conversations.list(scope, { limit: 50 });
    expect(after.conversations.map(({ messages }) => messages).reduce((sum, count) => sum + count)).toBe(
      13 - (oldest?.messages ?? 0),
    );
    const newest = await store.conversations.read(scope, after.conversations[0]?.id ?? '');
    expect(newest.messages.at(-1)?.messageIdHeader).toBe(id(13));
  });
});
