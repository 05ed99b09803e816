import { describe, expect, it } from 'vitest';
import type { UidWindow } from '../../ports/mail.ts';
import { placeMark } from '../place-mark.ts';
import { differingRows } from './differing.ts';

const range = { from: 1, to: 1_000_000 };

/** A folder whose rows have these UIDs, and those flags where they are not none. */
function server(uids: readonly number[], flagged: ReadonlyMap<number, string> = new Map()) {
  const lists = [[], ...[...flagged.values()].map((flag) => [flag])];
  const kind = new Map([...flagged.keys()].map((uid, at) => [uid, at + 1]));
  return {
    size: uids.length,
    uids: Uint32Array.from(uids),
    kinds: Uint32Array.from(uids.map((uid) => kind.get(uid) ?? 0)),
    lists,
    marks: Uint32Array.from(uids.map((uid) => placeMark(uid, lists[kind.get(uid) ?? 0] ?? []))),
  };
}

/** A store of places without flags, and the number of windows that it was asked about at a time. */
function store(uids: readonly number[]) {
  const asked: number[] = [];
  const placeSums = async (_folder: number, windows: readonly UidWindow[]) => {
    asked.push(windows.length);
    return windows.map(({ from, to }) => {
      const inside = uids.filter((uid) => uid >= from && uid <= to);
      return { count: inside.length, sum: inside.reduce((sum, uid) => sum + placeMark(uid, []), 0) };
    });
  };
  return { asked, mail: { placeSums } };
}

const everyThird = Array.from({ length: 3_500 }, (_, at) => 3 * at + 10);

describe('where a folder differs from what is stored of it', () => {
  it('is nowhere, told by the sums of a few large windows alone', async () => {
    const { asked, mail } = store(everyThird);
    expect(await differingRows(mail, 1, server(everyThird), range)).toEqual({ stored: 3_500, windows: [] });
    expect(asked).toEqual([4]);
  });

  it('is told to within a few rows, whatever it is', async () => {
    const changed = everyThird[700] ?? 0;
    const expunged = everyThird[1_200] ?? 0;
    const arrived = (everyThird[2_900] ?? 0) + 1;
    const { mail } = store(everyThird);
    const uids = [...everyThird.filter((uid) => uid !== expunged), arrived].sort((a, b) => a - b);
    const found = await differingRows(mail, 1, server(uids, new Map([[changed, '\\Seen']])), range);
    expect(found.stored).toBe(3_500);
    expect(found.windows).toHaveLength(3);
    for (const [at, uid] of [changed, expunged, arrived].entries()) {
      const { from = 0, to = 0, start = 0, end = 0 } = found.windows[at] ?? {};
      expect(uid).toBeGreaterThanOrEqual(from);
      expect(uid).toBeLessThanOrEqual(to);
      expect(end - start).toBeLessThanOrEqual(32);
    }
  });

  it('includes what is stored below, between and above all that the server lists', async () => {
    const stored = [1, (everyThird[1_000] ?? 0) - 1, 999_999];
    const { mail } = store([...everyThird, ...stored].sort((a, b) => a - b));
    const { windows } = await differingRows(mail, 1, server(everyThird), range);
    expect(windows[0]?.from).toBe(1);
    expect(windows.at(-1)?.to).toBe(1_000_000);
    for (const uid of stored) expect(windows.some(({ from, to }) => uid >= from && uid <= to)).toBe(true);
  });

  it('is all of it where either side is empty', async () => {
    const whole = await differingRows(store(everyThird).mail, 1, server([]), range);
    expect(whole.windows).toEqual([{ ...range, start: 0, end: 0, stored: 3_500 }]);
    const listed = await differingRows(store([]).mail, 1, server(everyThird), range);
    expect(listed.windows.reduce((rows, { start, end }) => rows + end - start, 0)).toBe(3_500);
    expect(listed.stored).toBe(0);
  });
});
