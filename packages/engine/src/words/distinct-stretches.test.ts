import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctStretches } from './distinct-stretches.ts';

describe('distinctStretches', () => {
  it('finds what a regular expression finds, each once', () => {
    const unit = fc.constantFrom(...'aab1 .-_@é会😀\n\u0000~');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 300 }), (text) => {
        const { ascii, others } = distinctStretches(text);
        const expected = new Set(text.match(/[\P{ASCII}a-z0-9]+/gu));
        expect([...ascii, ...others].sort()).toEqual([...expected].sort());
        expect(others.every((stretch) => /\P{ASCII}/u.test(stretch))).toBe(true);
        expect(ascii.every((stretch) => /^[a-z0-9]+$/.test(stretch))).toBe(true);
      }),
    );
  });

  it('keeps tens of thousands of words apart, in a text of any length', () => {
    const words = Array.from({ length: 40_000 }, (_, at) => at.toString(36));
    expect(distinctStretches(`${words.join(' ')}\n${words.join(',')}`).ascii).toEqual(words);
    expect(distinctStretches('again again').ascii).toEqual(['again']);
  });
});
