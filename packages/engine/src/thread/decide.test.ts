import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideConversation } from './decide.ts';
import { type ThreadHeaders, threadIds } from './ids.ts';

/** What a store does with the decision, in the smallest form: keys and messages point at conversations. */
function group(arrivals: readonly (ThreadHeaders & { name: string })[]): string[][] {
  const keys = new Map<string, number>();
  const members = new Map<number, string[]>();
  let last = 0;
  for (const arrival of arrivals) {
    const ids = threadIds(arrival);
    const found = ids.keys.flatMap((key) => {
      const id = keys.get(key);
      return id === undefined ? [] : [{ id, messages: members.get(id)?.length ?? 0 }];
    });
    const decision = decideConversation({ ids, found });
    const conversation = decision.do === 'new' ? ++last : decision.conversation;
    const joined = members.get(conversation) ?? [];
    if (decision.do === 'merge') {
      for (const gone of decision.from) {
        joined.push(...(members.get(gone) ?? []));
        members.delete(gone);
        for (const [key, id] of keys) if (id === gone) keys.set(key, conversation);
      }
    }
    members.set(conversation, [...joined, arrival.name]);
    for (const key of ids.keys) keys.set(key, conversation);
  }
  return [...members.values()]
    .map((names) => names.sort())
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

const message = (name: string, ...references: string[]): ThreadHeaders & { name: string } => ({
  name,
  messageId: `<${name}@x>`,
  inReplyTo: [],
  references: references.map((reference) => `<${reference}@x>`),
});

describe('decideConversation', () => {
  it('starts a conversation where nothing was found', () => {
    expect(decideConversation({ ids: { reason: 'root' }, found: [] })).toEqual({ do: 'new', reason: 'root' });
  });

  it('joins the one conversation that its keys were found in, however often', () => {
    const found = [
      { id: 7, messages: 3 },
      { id: 7, messages: 3 },
    ];
    expect(decideConversation({ ids: { reason: 'references' }, found })).toEqual({
      do: 'join',
      conversation: 7,
      reason: 'references',
    });
  });

  it('merges into the largest conversation, and into the first of equals', () => {
    const ids = { reason: 'references' } as const;
    const small = { id: 1, messages: 1 };
    const large = { id: 9, messages: 4 };
    const equal = { id: 5, messages: 4 };
    expect(decideConversation({ ids, found: [small, large, equal] })).toEqual({
      do: 'merge',
      conversation: 5,
      from: [9, 1],
      reason: 'references',
    });
  });

  it('brings two answers to a message together before it has arrived', () => {
    expect(group([message('b', 'a'), message('c', 'a')])).toEqual([['b', 'c']]);
  });

  it('merges what a late parent proves to be one conversation', () => {
    expect(group([message('c', 'b'), message('a'), message('b', 'a')])).toEqual([['a', 'b', 'c']]);
  });

  it('makes one conversation of headers that point at each other in a circle', () => {
    expect(group([message('a', 'c'), message('b', 'a'), message('c', 'b')])).toEqual([['a', 'b', 'c']]);
  });

  it('groups the same way whatever order messages arrive in', () => {
    const name = fc.integer({ min: 0, max: 11 }).map(String);
    const arrivals = fc.uniqueArray(
      fc
        .tuple(name, fc.array(name, { maxLength: 3 }))
        .map(([own, references]) => message(own, ...references)),
      { selector: ({ name: own }) => own, maxLength: 12 },
    );
    const shuffled = arrivals.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(group(other)).toEqual(group(one));
      }),
    );
  });
});
