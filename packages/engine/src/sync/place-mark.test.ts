import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagsHash, markOf, placeMark } from './place-mark.ts';

const uid = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const flag = fc.constantFrom(
  '\\Seen',
  '\\Answered',
  '\\Flagged',
  '\\Deleted',
  '\\Draft',
  '$Forwarded',
  'Work',
);

describe('placeMark', () => {
  it('tells the same of the same flags in any order, spelling or repetition', () => {
    fc.assert(
      fc.property(uid, fc.array(flag), (at, flags) => {
        const mark = placeMark(at, flags);
        expect(placeMark(at, [...flags].reverse())).toBe(mark);
        expect(placeMark(at, [...flags, ...flags.map((name) => name.toUpperCase())])).toBe(mark);
        expect(placeMark(at, [...flags, '\\Recent'])).toBe(mark);
      }),
    );
  });

  it('is a whole number of 32 bits, and can be put together from a hash that is kept', () => {
    fc.assert(
      fc.property(uid, fc.array(flag), (at, flags) => {
        const mark = placeMark(at, flags);
        expect(Number.isInteger(mark) && mark >= 0 && mark < 2 ** 32).toBe(true);
        expect(markOf(at, flagsHash(flags))).toBe(mark);
      }),
    );
  });

  it('stays what it is: stored marks were told by it', () => {
    expect(placeMark(1, [])).toBe(3_987_542_849);
    expect(placeMark(4_294_967_295, ['\\Seen', '$Forwarded'])).toBe(1_910_335_858);
  });

  it('gives sums that tell apart ranges which differ in one flag, in one UID, or in who has which flags', () => {
    const sum = (places: ReadonlyMap<number, readonly string[]>) =>
      [...places].reduce((total, [at, flags]) => total + placeMark(at, flags), 0);
    const seen = new Map(Array.from({ length: 2_000 }, (_, at) => [at + 1, at % 2 ? ['\\Seen'] : []]));
    const sums = new Set([sum(seen)]);
    for (let at = 1; at <= 100; at += 1) {
      sums.add(sum(new Map([...seen, [at, ['\\Flagged']]])));
      sums.add(sum(new Map([...seen, [at, seen.get(at + 1) ?? []], [at + 1, seen.get(at) ?? []]])));
      const moved = new Map(seen);
      moved.delete(at);
      moved.set(2_000 + at, seen.get(at) ?? []);
      sums.add(sum(moved));
    }
    expect(sums.size).toBe(301);
  });

  it('hardly ever gives two places one mark', () => {
    const marks = new Set<number>();
    for (let at = 1; at <= 50_000; at += 1) {
      for (const flags of [[], ['\\Seen']]) marks.add(placeMark(at, flags));
    }
    expect(marks.size).toBeGreaterThan(100_000 - 10);
  });
});
