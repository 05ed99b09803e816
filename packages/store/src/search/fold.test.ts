import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexWords } from './fold.ts';
import { foldQuery } from './query.ts';

const folded = (text: string) => [...indexWords(text)];

describe('indexWords', () => {
  it('makes one word of its spellings in upper and lower case, with and without accents', () => {
    expect(folded('Réunion RÉUNION réunion reunion')).toEqual(['reunion']);
    expect(folded('Œuvre œuvre oeuvre')).toEqual(['oeuvre']);
    expect(folded('São João, ação')).toEqual(['sao', 'joao', 'acao']);
    expect(folded('Perché più città')).toEqual(['perche', 'piu', 'citta']);
    expect(folded('Straße STRASSE')).toEqual(['strasse']);
  });

  it('folds Russian, also where ё is written as е', () => {
    expect(folded('Счёт СЧЕТ счёт')).toEqual(['счет']);
    expect(folded('Привет, мир!')).toEqual(['привет', 'мир']);
  });

  it('splits Chinese into overlapping pairs and the last character', () => {
    expect(folded('会议记录')).toEqual(['会议', '议记', '记录', '录']);
    expect(folded('好')).toEqual(['好']);
  });

  it('parts Chinese from the Latin letters and digits beside it', () => {
    expect(folded('请看PDF附件2024年')).toEqual(['请看', '看', 'pdf', '附件', '件', '2024', '年']);
  });

  it('pairs characters beyond the basic plane whole', () => {
    expect(folded('𠮷野家')).toEqual(['𠮷野', '野家', '家']);
  });

  it('folds full-width and half-width forms', () => {
    expect(folded('ＡＢＣ１２３')).toEqual(['abc123']);
    expect(folded('ｶﾞｷﾞ')).toEqual(folded('ガギ'));
  });

  it('keeps kana and Hangul whole, whichever form they came in', () => {
    expect(folded('한국어'.normalize('NFD'))).toEqual(['한국', '국어', '어']);
    expect(folded('がぎ'.normalize('NFD'))).toEqual(['がぎ', 'ぎ']);
  });

  it('leaves out Arabic vowel signs and Hebrew points', () => {
    expect(folded('مُحَمَّد')).toEqual(folded('محمد'));
    expect(folded('שָׁלוֹם')).toEqual(folded('שלום'));
  });

  it('splits addresses and file names at their punctuation', () => {
    expect(folded('anna.rossi@example.it')).toEqual(['anna', 'rossi', 'example', 'it']);
    expect(folded('Q3_report-final(2).xlsx')).toEqual(['q3', 'report', 'final', '2', 'xlsx']);
  });

  it('shortens what nobody types', () => {
    expect(folded('a'.repeat(5000))).toEqual(['a'.repeat(39)]);
  });

  it('holds no separators, no upper case, and nothing that the index could take for syntax', () => {
    fc.assert(
      fc.property(fc.uint16Array(), (units) => {
        const text = String.fromCharCode(...units);
        const odd = [...indexWords(text)].filter((word) => !/^[\p{L}\p{N}\p{M}]+$/u.test(word));
        expect(odd).toEqual([]);
      }),
    );
  });
});

describe('foldQuery', () => {
  it('takes the last word as a prefix and the others whole', () => {
    expect(foldQuery('Budget Réu', [3])).toEqual({
      words: ['budget'],
      prefixes: ['reu'],
      anyOf: ['\u{E000}3'],
    });
  });

  it('asks for the pairs of a Chinese word, and takes a single character as a prefix wherever it stands', () => {
    expect(foldQuery('会议记录', [])).toMatchObject({ words: ['会议', '议记', '记录'], prefixes: [] });
    expect(foldQuery('会 report', [])).toMatchObject({ words: [], prefixes: ['会', 'report'] });
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
        const words = [...indexWords(whole)];
        // A cut inside a decomposed letter would be another letter; these units are all composed.
        for (const word of query.words) expect(words).toContain(word);
        for (const prefix of query.prefixes) {
          expect(words.some((word) => word.startsWith(prefix))).toBe(true);
        }
      }),
    );
  });
});
