import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, formatSet, parseSequenceSet, resolveSet } from './sequence-set.ts';

const ranges = (text: string, greatest: number) => resolveSet(parseSequenceSet(text) ?? [], greatest);

describe('a sequence set', () => {
  it('resolves the star to the greatest number', () => {
    expect(ranges('1:*', 7)).toEqual([[1, 7]]);
    expect(ranges('*', 7)).toEqual([[7, 7]]);
  });

  it('holds the last message where the start is beyond it', () => {
    expect(ranges('10:*', 7)).toEqual([[7, 10]]);
  });

  it('takes ranges in either direction and joins those that touch', () => {
    expect(ranges('5:3,4,6,9,1', 20)).toEqual([
      [1, 1],
      [3, 6],
      [9, 9],
    ]);
  });

  it.each(['', '0', '1:', ':1', '1,,2', '1:2:3', 'a', '4294967296', '01'])('refuses %j', (text) => {
    expect(parseSequenceSet(text)).toBeUndefined();
  });

  it('writes any numbers so that they read back the same', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (numbers) => {
        const sorted = numbers.sort((one, other) => one - other);
        const back = ranges(formatSet(sorted), 60);
        for (let n = 1; n <= 60; n += 1) expect(contains(back, n)).toBe(sorted.includes(n));
      }),
    );
  });
});
