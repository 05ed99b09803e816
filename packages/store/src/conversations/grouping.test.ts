import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAccount, arrival, openWorld } from '../testing/world.ts';

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

  it('groups the same way whatever order and batches messages arrive in', async () => {
    const { store } = await openWorld();
    let accounts = 0;
    const partition = async (batches: readonly (readonly { name: number; references: number[] }[])[]) => {
      accounts += 1;
      const person = `person-${accounts}`;
      const { inbox } = await addAccount(store, person, person);
      for (const batch of batches) {
        await store.ports.mail.addArrivals(
          inbox.id,
          batch.map(({ name, references }) => arrival(name, { references: references.map(id) })),
        );
      }
      const scope = await store.scopeOf({ id: person, role: 'member' });
      const { conversations } = await store.conversations.list(scope, { limit: 200 });
      const groups = [];
      for (const conversation of conversations) {
        const { messages } = await store.conversations.read(scope, conversation.id);
        groups.push(messages.map(({ subject }) => subject).sort());
      }
      return groups.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
    };
    const name = fc.integer({ min: 1, max: 10 });
    const mails = fc.uniqueArray(fc.record({ name, references: fc.array(name, { maxLength: 2 }) }), {
      selector: (mail) => mail.name,
      minLength: 1,
      maxLength: 10,
    });
    const orders = mails.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.nat({ max: list.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([list, shuffled, cut]) => {
        const whole = await partition([list]);
        expect(await partition([shuffled.slice(0, cut), shuffled.slice(cut)])).toEqual(whole);
        expect(await partition(shuffled.map((each) => [each]))).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
