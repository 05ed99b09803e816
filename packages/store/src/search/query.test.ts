import { indexedWords } from '@mailroom/engine/words/index';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldQuery } from './query.ts';

describe('foldQuery', () => {
  it('takes the last word as a prefix and the others whole', () => {
    expect(foldQuery('Budget Réu', [3])).toEqual({
      words: ['budget'],
      prefixes: ['reu'],
      groups: [],
      anyOf: ['\u{E000}3'],
    });
  });

  it('asks for the pairs of a Chinese word, and takes a single character for a word', () => {
    expect(foldQuery('会议记录', [])).toMatchObject({ words: ['会议', '议记', '记录'], prefixes: [] });
    expect(foldQuery('会 report', [])).toMatchObject({ words: ['会'], prefixes: ['report'] });
  });

  it('finds nothing to look for in punctuation', () => {
    for (const text of ['', '  ', '"*(){}^:', '--', '\u{E000}']) expect(foldQuery(text, [1])).toBeUndefined();
  });

  it('takes operators and quotes for the words they are', () => {
    expect(foldQuery('a AND NOT "b" OR subject:cd*', [])).toMatchObject({
      words: ['a', 'and', 'not', 'b', 'or', 'subject'],
      prefixes: ['cd'],
    });
  });

  it('cannot be made to name an account', () => {
    const query = foldQuery('\u{E000}7 xy', [1]);
    expect(query).toMatchObject({ words: ['7'], prefixes: ['xy'], anyOf: ['\u{E000}1'] });
  });

  it('takes a single letter of a spaced script for a whole word', () => {
    expect(foldQuery('plan b', [])).toMatchObject({ words: ['plan', 'b'], prefixes: [] });
  });

  it('finds any text by any beginning of it that ends two letters or more into a word', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab é会议记录Яё가한 7-') });
    fc.assert(
      fc.property(text, fc.nat(), (whole, cut) => {
        const query = foldQuery(whole.slice(0, cut % (whole.length + 1)), []);
        if (!query || /(?:^|[^a-zé7Яё])[a-zé7Яё]$/i.test(whole.slice(0, cut % (whole.length + 1)))) return;
        const words = indexedWords('', whole).split(' ');
        // A cut inside a decomposed letter would be another letter; these units are all composed.
        for (const word of query.words) expect(words).toContain(word);
        for (const prefix of query.prefixes) {
          expect(words.some((word) => word.startsWith(prefix))).toBe(true);
        }
      }),
    );
  });
});
