import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstCandidate, otherCandidate, receiveSecond } from './message-id.ts';

const date = fc.date({ min: new Date(0), max: new Date(Date.UTC(2240, 0, 1)), noInvalidDate: true });
const uid = fc.integer({ min: 1, max: 2 ** 32 - 1 });

describe('message ids', () => {
  it('are exact numbers in order of time, whatever the folder and UID', () => {
    fc.assert(
      fc.property(date, date, uid, uid, uid, uid, (a, b, folderA, folderB, uidA, uidB) => {
        const [one, other] = [firstCandidate(a, folderA, uidA), firstCandidate(b, folderB, uidB)];
        expect(Number.isSafeInteger(one)).toBe(true);
        if (receiveSecond(a) < receiveSecond(b)) expect(one).toBeLessThan(other);
      }),
    );
  });

  it('keep the order of a folder within one second', () => {
    const at = new Date(Date.UTC(2026, 1, 3));
    expect(firstCandidate(at, 5, 8)).toBeLessThan(firstCandidate(at, 5, 9));
    expect(firstCandidate(at, 5, 8)).not.toBe(firstCandidate(at, 6, 8));
  });

  it('stay in their second when another is drawn', () => {
    fc.assert(
      fc.property(
        date,
        uid,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (at, number, random) => {
          const other = otherCandidate(firstCandidate(at, 1, number), random);
          expect(Math.floor(other / 2 ** 20)).toBe(receiveSecond(at));
        },
      ),
    );
  });

  it('take dates that servers invent', () => {
    expect(receiveSecond(new Date(Number.NaN))).toBe(0);
    expect(receiveSecond(new Date(Date.UTC(1901, 0, 1)))).toBe(0);
    expect(Number.isSafeInteger(firstCandidate(new Date(8.64e15), 1, 2 ** 32 - 1))).toBe(true);
  });
});
