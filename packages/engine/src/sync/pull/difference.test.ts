import { describe, expect, it } from 'vitest';
import { placeMark } from '../place-mark.ts';
import { isSuspicious, tableDifference } from './difference.ts';

const place = (uid: number, ...flags: string[]) => ({ uid, flags, mark: placeMark(uid, flags) });

function table(...rows: ReturnType<typeof place>[]) {
  return {
    size: rows.length,
    uids: Uint32Array.from(rows.map(({ uid }) => uid)),
    kinds: Uint32Array.from(rows.map((_, at) => at)),
    lists: rows.map(({ flags }) => flags),
    marks: Uint32Array.from(rows.map(({ mark }) => mark)),
  };
}

describe('the difference between store and server', () => {
  it('is what is gone, what is missing, and what has other flags', () => {
    const stored = [place(1), place(2), place(5), place(9, '\\Seen')];
    const server = table(place(2), place(5, '\\Seen'), place(6), place(9, '\\Seen'));
    expect(tableDifference(stored, server, [{ to: 20, start: 0, end: 4 }])).toEqual({
      gone: [1],
      missing: [6],
      changed: [{ uid: 5, flags: ['\\Seen'] }],
    });
  });

  it('is that of some windows, where only those are compared', () => {
    const server = table(place(2), place(5), place(6), place(9), place(12), place(14));
    const windows = [
      { to: 8, start: 1, end: 3 },
      { to: 20, start: 4, end: 6 },
    ];
    expect(tableDifference([place(5), place(11), place(14, '\\Seen')], server, windows)).toEqual({
      gone: [11],
      missing: [6, 12],
      changed: [{ uid: 14, flags: [] }],
    });
  });

  it('is everything where either side is empty', () => {
    expect(tableDifference([place(3)], table(), [{ to: 9, start: 0, end: 0 }]).gone).toEqual([3]);
    expect(tableDifference([], table(place(3)), [{ to: 9, start: 0, end: 1 }]).missing).toEqual([3]);
  });
});

describe('many messages gone at once', () => {
  it('are suspicious when they are a large share of the folder', () => {
    expect(isSuspicious(60, 60)).toBe(true);
    expect(isSuspicious(300, 1_000)).toBe(true);
    expect(isSuspicious(5, 6)).toBe(false);
    expect(isSuspicious(100, 10_000)).toBe(false);
  });
});
