import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ResponseSplitter } from './response-splitter.ts';

const limits = { maxLineLength: 1000, maxLiteralSize: 5000, maxResponseSize: 8000 };

const responses = [
  '* OK text for people that ends in {5}\r\n',
  '* 1 FETCH (UID 4 BODY[1] {10}\r\n* 2 FETCH\r FLAGS (\\Seen))\r\n',
  '* 2 FETCH (UID 5 BODY[1] ~{0}\r\n BODY[2] {3+}\r\n\r\n) ENVELOPE ("a {7}" NIL))\r\n',
  '* BYE {12}\r\n',
  '* 3 EXISTS\r\n',
  'MR1 OK done {3}\r\n',
];

function split(stream: Buffer, cuts: readonly number[]): string[] {
  const splitter = new ResponseSplitter(limits);
  const found: string[] = [];
  const ends = [...new Set(cuts.map((cut) => cut % stream.length))].sort((a, b) => a - b);
  let start = 0;
  for (const end of [...ends, stream.length]) {
    splitter.push(stream.subarray(start, end), (response) => found.push(response.toString('latin1')));
    start = end;
  }
  return found;
}

describe('a stream of server responses', () => {
  it('is cut into whole responses wherever its chunks begin and end', () => {
    const stream = Buffer.from(responses.join(''), 'latin1');
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (cuts) => {
        expect(split(stream, cuts)).toEqual(responses);
      }),
    );
  });

  it('leaves what it handed on as it was, whatever comes after it and however large', () => {
    const large = { maxLineLength: 1000, maxLiteralSize: 2_000_000, maxResponseSize: 2_000_000 };
    const sent = [300, 70_000, 5, 1_500_000, 90_000, 300_000, 2].map((size, at) => {
      const octets = Buffer.alloc(size, 0x61 + at).toString('latin1');
      return `* ${at + 1} FETCH (BODY[] {${size}}\r\n${octets})\r\n`;
    });
    const splitter = new ResponseSplitter(large);
    const stream = Buffer.from(sent.join(''), 'latin1');
    const found: Buffer[] = [];
    for (let at = 0; at < stream.length; at += 16_384) {
      splitter.push(Buffer.from(stream.subarray(at, at + 16_384)), (response) => found.push(response));
    }
    expect(found.map((response) => response.toString('latin1')).every((text, at) => text === sent[at])).toBe(
      true,
    );
    expect(found).toHaveLength(sent.length);
  });

  it('is cut with bare line feeds as well, which some servers end lines with', () => {
    expect(split(Buffer.from('* 1 EXISTS\n* 1 FETCH (BODY[] {2}\nab)\n'), [])).toEqual([
      '* 1 EXISTS\n',
      '* 1 FETCH (BODY[] {2}\nab)\n',
    ]);
  });

  it('gives back what follows the response at which the reader stops', () => {
    const splitter = new ResponseSplitter(limits);
    let rest = '';
    splitter.push(Buffer.from('a OK\r\n* 4 EXISTS\r\n* 5 EX'), () => {
      rest = splitter.takeRest().toString();
    });
    expect(rest).toBe('* 4 EXISTS\r\n* 5 EX');
  });

  it.each([
    ['a line', 'x'.repeat(1001)],
    ['a literal', '* 1 FETCH (BODY[] {5001}\r\n'],
    ['a response', `* 1 FETCH (BODY[1] {5000}\r\n${'x'.repeat(5000)} BODY[2] {4000}\r\n`],
  ])('is given up when %s costs more than it may', (what, text) => {
    const splitter = new ResponseSplitter(limits);
    expect(() => splitter.push(Buffer.from(text), () => undefined)).toThrow(what.split(' ')[1]);
  });
});
