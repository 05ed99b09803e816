import { describe, expect, it } from 'vitest';
import { Arguments, SyntaxFault } from './arguments.ts';

const read = (text: string, ...literals: string[]) =>
  new Arguments({ text, literals: literals.map((literal) => Buffer.from(literal)) });

describe('arguments of a command', () => {
  it('reads atoms, strings and literals as the same astring', () => {
    expect(read('box').text()).toBe('box');
    expect(read('"b \\"o\\" x"').text()).toBe('b "o" x');
    expect(read('{3}\r\n', 'box').text()).toBe('box');
    expect(read('{3+}\r\n', 'box').text()).toBe('box');
  });

  it('keeps the bytes of a literal, line breaks and all', () => {
    const args = read('{4}\r\n tail', 'a\r\nb');
    expect(Buffer.from(args.literal()).toString()).toBe('a\r\nb');
    args.space();
    expect(args.atom()).toBe('tail');
    args.end();
  });

  it('allows a closing bracket in an astring but not in an atom', () => {
    expect(read('a]b').text()).toBe('a]b');
    expect(read('a]b').atom()).toBe('a');
  });

  it('reads flags, keywords and nested lists', () => {
    const args = read('(\\Seen $Label1 key.word)');
    expect(args.list(() => args.flag())).toEqual(['\\Seen', '$Label1', 'key.word']);
    expect(read('()').list(() => 'never')).toEqual([]);
  });

  it.each(['"open', '"bad \\escape"', '{5}\r\n', '(a  b)', '(a', '', '"line\r\nbreak"'])(
    'refuses %j',
    (text) => {
      const args = read(text);
      expect(() => (text.startsWith('(') ? args.list(() => args.atom()) : args.astring())).toThrow(
        SyntaxFault,
      );
    },
  );

  it('refuses what follows the end', () => {
    const args = read('a b');
    args.atom();
    expect(() => args.end()).toThrow(SyntaxFault);
  });
});
