import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitConversation } from './split.ts';

describe('splitConversation', () => {
  it('leaves alone what is short enough', () => {
    expect(splitConversation([3, 5, 8], 3)).toEqual([[3, 5, 8]]);
    expect(splitConversation([], 3)).toEqual([]);
  });

  it('halves time until every piece is short enough', () => {
    const half = 2 ** 52;
    expect(splitConversation([1, 2, half, half + 1], 2)).toEqual([
      [1, 2],
      [half, half + 1],
    ]);
    expect(splitConversation([0, 1, 2, 3], 1)).toEqual([[0], [1], [2], [3]]);
  });

  it('moves no message between pieces when one arrives, unless its piece has become too long', () => {
    const id = fc.integer({ min: 0, max: 2 ** 53 - 1 });
    const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(ids, id, fc.integer({ min: 1, max: 9 }), (list, late, longest) => {
        const sorted = list.toSorted((a, b) => a - b);
        const before = splitConversation(sorted, longest);
        expect(before.flat()).toEqual(sorted);
        expect(before.every((piece) => piece.length > 0 && piece.length <= longest)).toBe(true);
        if (list.includes(late)) return;
        const after = splitConversation(
          [...list, late].sort((a, b) => a - b),
          longest,
        );
        for (const piece of after) {
          const old = piece.filter((each) => each !== late);
          expect(before.filter((each) => old.some((one) => each.includes(one))).length).toBeLessThanOrEqual(
            1,
          );
        }
      }),
    );
  });

  it('cuts a conversation of 50,000 messages in one second into pieces', () => {
    const second = 1_760_000_000 * 2 ** 20;
    const ids = Array.from({ length: 50_000 }, (_, at) => second + at);
    const pieces = splitConversation(ids);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(500);
    expect(pieces.flat()).toEqual(ids);
  });
});
