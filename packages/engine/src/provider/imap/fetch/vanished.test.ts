import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { readVanishedEarlier } from './vanished.ts';

const read = (response: string) => readVanishedEarlier(Buffer.from(response, 'latin1'));

describe('VANISHED (EARLIER)', () => {
  it('is read as ranges, however long they are and whichever way round', () => {
    expect(read('* VANISHED (EARLIER) 41,43:116,4000000000:7\r\n')).toEqual([
      { from: 41, to: 41 },
      { from: 43, to: 116 },
      { from: 7, to: 4_000_000_000 },
    ]);
  });

  it('is no other response, what vanishes now included', () => {
    expect(read('* VANISHED 41\r\n')).toBeUndefined();
    expect(read('* 3 EXPUNGE\r\n')).toBeUndefined();
  });

  it('is nothing where it breaks the grammar', () => {
    expect(read('* VANISHED (EARLIER) 0,x\r\n')).toEqual([]);
  });
});
