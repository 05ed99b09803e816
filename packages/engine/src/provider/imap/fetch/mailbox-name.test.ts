import { describe, expect, it } from 'vitest';
import { decodeMailboxName } from './mailbox-name.ts';

describe('a mailbox name', () => {
  it.each([
    ['&ANw-bung', 'Übung'],
    ['R&-D', 'R&D'],
    ['work/&ZeVnLIqe-', 'work/日本語'],
    ['&2D3cAA- &,,8-', '🐀 \uffff'],
    ['Tom & Jerry', 'Tom & Jerry'],
    ['&A-', '&A-'],
  ])('in modified UTF-7: %s', (spelled, name) => {
    expect(decodeMailboxName(spelled, false)).toBe(name);
  });

  it('in UTF-8 takes an ampersand for one', () => {
    expect(decodeMailboxName('R&-D', true)).toBe('R&-D');
  });

  it.each([true, false])('of eight bits is UTF-8, agreed or not: %s', (utf8) => {
    expect(decodeMailboxName(Buffer.from('Übung').toString('latin1'), utf8)).toBe('Übung');
  });
});
