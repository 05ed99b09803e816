import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTransfer } from './transfer-encoding.ts';

const decoded = (text: string, encoding: string | null) =>
  decodeTransfer(Buffer.from(text, 'latin1'), encoding).toString('latin1');

describe('decodeTransfer', () => {
  it.each([
    ['caf=C3=A9', 'caf\xc3\xa9'],
    ['lower=c3=a9', 'lower\xc3\xa9'],
    ['joined=\r\nlines', 'joinedlines'],
    ['joined=\nlines', 'joinedlines'],
    ['padded= \t\r\nlines', 'paddedlines'],
    ['cut off=', 'cut off'],
    ['cut off=C', 'cut off=C'],
    ['a == b, 1=2', 'a == b, 1=2'],
    ['kept  \r\nas it is', 'kept  \r\nas it is'],
    ['bare =\rreturn', 'bare =\rreturn'],
    ['8 bit \xe9', '8 bit \xe9'],
    ['', ''],
  ])('reads quoted-printable %j as %j', (text, expected) => {
    expect(decoded(text, 'Quoted-Printable')).toBe(expected);
  });

  it('reads back whatever was escaped and wrapped', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 76 }), (octets, every) => {
        const wrapped = [...octets]
          .map((octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`)
          .map((escaped, at) => (at > 0 && at % every === 0 ? `=\r\n${escaped}` : escaped))
          .join('');
        expect(Buffer.from(decoded(wrapped, 'quoted-printable'), 'latin1')).toEqual(Buffer.from(octets));
      }),
    );
  });

  it.each([
    ['SGVs\r\nbG8=', 'Hello'],
    ['SGVsbG8', 'Hello'],
    ['SGVs!bG8=', 'Hello'],
  ])('reads base64 %j', (text, expected) => {
    expect(decoded(text, 'base64')).toBe(expected);
  });

  it.each([null, '7bit', '8bit', 'binary', 'x-unknown'])('passes %s through', (encoding) => {
    expect(decoded('a=41 \xe9', encoding)).toBe('a=41 \xe9');
  });
});
