import { describe, expect, it } from 'vitest';
import { uidSets } from './uid-set.ts';

describe('UID sets', () => {
  it('join runs into ranges', () => {
    expect(uidSets([1, 2, 3, 7, 9, 10])).toEqual([{ text: '1:3,7,9:10', uids: [1, 2, 3, 7, 9, 10] }]);
  });

  it('stay short enough for a command line of Exchange, and together name every UID', () => {
    const uids = Array.from({ length: 20_000 }, (_, index) => index * 2 + 1_000_000);
    const sets = uidSets(uids);
    expect(Math.max(...sets.map(({ text }) => text.length))).toBeLessThanOrEqual(8_000);
    expect(sets.flatMap((set) => set.uids)).toEqual(uids);
  });

  it('are none for no UIDs', () => {
    expect(uidSets([])).toEqual([]);
  });
});
