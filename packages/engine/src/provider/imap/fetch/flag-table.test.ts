import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { FlagTableBuilder, readFlagRow, TooManyRows } from './flag-table.ts';

const read = (response: string) => readFlagRow(Buffer.from(response, 'latin1'));

describe('a row of flags', () => {
  it.each([
    ['* 1 FETCH (UID 7 FLAGS (\\Seen $Label))\r\n', { uid: 7, flags: '\\Seen $Label' }],
    ['* 12345 FETCH (FLAGS () UID 4294967295)\r\n', { uid: 4_294_967_295, flags: '' }],
    ['* 1 FETCH (UID 7 MODSEQ (12) FLAGS (\\Seen))\r\n', { uid: 7, flags: '\\Seen' }],
    ['* 1 fetch (UID 7 FLAGS (\\Seen))\n', { uid: 7, flags: '\\Seen' }],
  ])('is read in place: %s', (response, row) => {
    expect(read(response)).toEqual(row);
  });

  it.each([
    '* 1 FETCH (FLAGS (\\Seen))\r\n',
    '* 1 FETCH (UID 7)\r\n',
    '* 1 FETCH (UID 7 FLAGS (\\Seen) RFC822.SIZE 12)\r\n',
    '* 1 FETCH (UID 7 FLAGS (\\Seen',
    '* 1 EXISTS\r\n',
    '* VANISHED (EARLIER) 1:5\r\n',
    'MR1 OK FETCH completed.\r\n',
    '* OK (UID 7 FLAGS ())\r\n',
  ])('is left to the reader of any response where it is something else: %s', (response) => {
    expect(read(response)).toBeUndefined();
  });
});

describe('a table of flags', () => {
  it('keeps each list once, sorted and without \\Recent', () => {
    const builder = new FlagTableBuilder(10);
    builder.add(1, '\\Seen \\Flagged');
    builder.add(2, '\\Flagged \\Recent \\Seen');
    builder.add(3, '');
    builder.add(4, '\\Recent');
    const { uids, kinds, lists } = builder.table();
    expect([...uids]).toEqual([1, 2, 3, 4]);
    expect([...kinds]).toEqual([0, 0, 1, 1]);
    expect(lists).toEqual([['\\Flagged', '\\Seen'], []]);
  });

  it('is ascending and has the last word on each message, whatever order the server tells them in', () => {
    const builder = new FlagTableBuilder(10);
    builder.add(5, '');
    builder.add(3, '');
    builder.add(5, '\\Seen');
    const { size, uids, kinds, lists } = builder.table();
    expect(size).toBe(2);
    expect([...uids]).toEqual([3, 5]);
    expect([...kinds].map((kind) => lists[kind])).toEqual([[], ['\\Seen']]);
  });

  it('grows with its rows, and no further than it may', () => {
    const builder = new FlagTableBuilder(3_000);
    for (let uid = 1; uid <= 3_000; uid += 1) builder.add(uid, uid % 2 ? '\\Seen' : '');
    expect(() => builder.add(3_001, '')).toThrow(TooManyRows);
    const { size, uids, kinds, lists } = builder.table();
    expect(size).toBe(3_000);
    expect(uids[2_999]).toBe(3_000);
    expect(lists[kinds[2_998] ?? 9]).toEqual(['\\Seen']);
  });
});
