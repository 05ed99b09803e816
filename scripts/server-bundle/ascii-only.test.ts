import { describe, expect, it } from 'vitest';
import { ascii } from './ascii-only.ts';

/** What a script that holds `value` makes of it, written plainly and written in ASCII. */
function evaluated(code: string): unknown {
  return new Function(`return ${code}`)();
}

describe('a script in ASCII', () => {
  it.each([
    '"Ünïcode – 你好 😀"',
    '`Ünïcode 你好 😀`',
    '/^[а-яё]+$/u.test("ёж")',
    '/[\u{1F600}-\u{1F64F}]/u.test("😀")',
    '({ naïve: 1 }).naïve',
  ])('says the same: %s', (code) => {
    const written = ascii(code);
    expect(written).toMatch(/^[ -~]*$/);
    expect(evaluated(written)).toEqual(evaluated(code));
  });
});
