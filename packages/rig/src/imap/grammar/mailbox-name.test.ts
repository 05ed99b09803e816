import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMailboxName, encodeMailboxName } from './mailbox-name.ts';

describe('a mailbox name in modified UTF-7', () => {
  it('is the one RFC 3501 section 5.1.3 gives', () => {
    expect(encodeMailboxName('~peter/mail/台北/日本語')).toBe('~peter/mail/&U,BTFw-/&ZeVnLIqe-');
    expect(encodeMailboxName('R&D')).toBe('R&-D');
  });

  it('reads back as what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (name) => {
        expect(decodeMailboxName(encodeMailboxName(name))).toBe(name);
      }),
    );
  });

  it('stays as it is where it is not well-formed', () => {
    expect(decodeMailboxName('a&b')).toBe('a&b');
    expect(decodeMailboxName('&A-')).toBe('&A-');
  });
});
