import { describe, expect, it } from 'vitest';
import { Arguments, SyntaxFault } from '../grammar/arguments.ts';
import { readStructure } from '../mime-structure.ts';
import { parseSection, sectionBytes, sectionName } from './section.ts';

const parse = (text: string) => parseSection(new Arguments({ text: `${text}]`, literals: [] }));

/** The message of RFC 9051 section 6.4.5.1, its parts filled with their numbers. */
const MESSAGE = `Subject: outer
Content-Type: multipart/mixed; boundary=top

preamble
--top
Content-Type: text/plain

ONE
--top
Content-Type: application/octet-stream

TWO
--top
Content-Type: message/rfc822

Subject: three
Content-Type: multipart/mixed; boundary=three

--three
Content-Type: text/plain

THREE.ONE
--three
Content-Type: application/octet-stream

THREE.TWO
--three--
--top
Content-Type: multipart/mixed; boundary=four

--four
Content-Type: image/gif

FOUR.ONE
--four
Content-Type: message/rfc822

Subject: four
Content-Type: multipart/mixed; boundary=inner

--inner
Content-Type: text/plain

FOUR.TWO.ONE
--inner
Content-Type: multipart/alternative; boundary=alt

--alt
Content-Type: text/plain

FOUR.TWO.TWO.ONE
--alt
Content-Type: text/richtext

FOUR.TWO.TWO.TWO
--alt--
--inner--
--four--
--top--
`.replace(/\n/g, '\r\n');

const raw = Buffer.from(MESSAGE);
const root = readStructure(raw);
const read = (section: string) => {
  const bytes = sectionBytes(parse(section), root, raw);
  return bytes && Buffer.from(bytes).toString('latin1');
};

describe('sections of a message', () => {
  it.each([
    ['1', 'ONE'],
    ['2', 'TWO'],
    ['3.1', 'THREE.ONE'],
    ['3.2', 'THREE.TWO'],
    ['4.1', 'FOUR.ONE'],
    ['4.1.MIME', 'Content-Type: image/gif\r\n\r\n'],
    ['4.2.1', 'FOUR.TWO.ONE'],
    ['4.2.2.1', 'FOUR.TWO.TWO.ONE'],
    ['4.2.2.2', 'FOUR.TWO.TWO.TWO'],
  ])('%s is numbered as RFC 9051 numbers it', (section, text) => {
    expect(read(section)).toBe(text);
  });

  it('are the header and text of the message or of a message inside', () => {
    expect(read('HEADER')).toBe('Subject: outer\r\nContent-Type: multipart/mixed; boundary=top\r\n\r\n');
    expect(read('3.HEADER')).toMatch(/^Subject: three\r\n.*\r\n\r\n$/s);
    expect(read('3.TEXT')).toMatch(/^--three\r\n.*--three--$/s);
    expect(read('4.2.HEADER')).toMatch(/^Subject: four/);
    expect(read('4.2.2.MIME')).toMatch(/^Content-Type: multipart\/alternative/);
    expect(read('TEXT')).toBe(MESSAGE.slice(MESSAGE.indexOf('preamble')));
    expect(read('')).toBe(MESSAGE);
  });

  it('pick header fields by name, in any case', () => {
    expect(read('HEADER.FIELDS (SUBJECT X-None)')).toBe('Subject: outer\r\n\r\n');
    expect(read('3.HEADER.FIELDS (subject)')).toBe('Subject: three\r\n\r\n');
    expect(read('HEADER.FIELDS.NOT (Subject)')).toBe('Content-Type: multipart/mixed; boundary=top\r\n\r\n');
  });

  it('are absent where the message has no such part', () => {
    expect(read('5')).toBeUndefined();
    expect(read('1.1')).toBeUndefined();
    expect(read('1.HEADER')).toBeUndefined();
  });

  it('number the body of a message without parts as 1', () => {
    const plain = Buffer.from('Subject: x\r\n\r\nbody\r\n');
    const bytes = sectionBytes(parse('1'), readStructure(plain), plain);
    expect(Buffer.from(bytes ?? []).toString()).toBe('body\r\n');
  });

  it('are named in the response as they were asked for', () => {
    expect(sectionName(parse('4.2.HEADER.FIELDS (From "To")'))).toBe('4.2.HEADER.FIELDS (From To)');
    expect(sectionName(parse(''))).toBe('');
  });

  it.each(['MIME', '0', '1.', 'HEADER.FIELDS', 'HEADER.FIELDS ()', 'NONSENSE'])('refuse %j', (section) => {
    expect(() => parse(section)).toThrow(SyntaxFault);
  });
});
