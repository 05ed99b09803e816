import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctWords } from './distinct-words.ts';
import { foldedRuns, pairs, shortened } from './fold.ts';

function folded(text: string): string[] {
  return distinctWords(text).split(' ').filter(Boolean);
}

describe('distinctWords', () => {
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

  it('splits Chinese into overlapping pairs and single characters', () => {
    expect(folded('会议记录')).toEqual(['会', '议', '记', '录', '会议', '议记', '记录']);
    expect(folded('好')).toEqual(['好']);
  });

  it('parts Chinese from the Latin letters and digits beside it', () => {
    expect(folded('请看PDF附件2024年')).toEqual([
      '请',
      '看',
      '请看',
      'pdf',
      '附',
      '件',
      '附件',
      '2024',
      '年',
    ]);
  });

  it('pairs characters beyond the basic plane whole', () => {
    expect(folded('𠮷野家')).toEqual(['𠮷', '野', '家', '𠮷野', '野家']);
  });

  it('folds full-width and half-width forms', () => {
    expect(folded('ＡＢＣ１２３')).toEqual(['abc123']);
    expect(folded('ｶﾞｷﾞ')).toEqual(folded('ガギ'));
  });

  it('keeps kana and Hangul whole, whichever form they came in', () => {
    expect(folded('한국어'.normalize('NFD'))).toEqual(['한', '국', '어', '한국', '국어']);
    expect(folded('がぎ'.normalize('NFD'))).toEqual(['が', 'ぎ', 'がぎ']);
  });

  it('leaves out Arabic vowel signs and Hebrew points', () => {
    expect(folded('مُحَمَّد')).toEqual(folded('محمد'));
    expect(folded('שָׁלוֹם')).toEqual(folded('שלום'));
  });

  it('splits addresses and file names at their punctuation', () => {
    expect(folded('anna.rossi@example.it')).toEqual(['anna', 'rossi', 'example', 'it']);
    expect(folded('Q3_report-final(2).xlsx')).toEqual(['q3', 'report', 'final', '2', 'xlsx']);
  });

  it('folds the same wherever a word stands, alone or beside words that are ASCII', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abßéЯё会议가́ﬁ²'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(word), (all) => {
        const together = folded(all.join(' plain, '));
        for (const each of all) for (const found of folded(each)) expect(together).toContain(found);
      }),
    );
  });

  it('finds what folding the text as a whole finds, each word once', () => {
    const unit = fc.oneof(
      fc.constantFrom(
        ...'aB1 .-_@éЁß会が한가ﬁ²ς½İÅ：\n\u0000~\u0301\u3099\u05b8\u05beｶﾞ\u1112\u1161\u11ab\ud83d\ude00',
      ),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const expected = foldedRuns(text).flatMap((run) =>
          run.unspaced ? [...run.text, ...pairs(run.text)] : [shortened(run.text)],
        );
        expect(folded(text).sort()).toEqual([...new Set(expected)].sort());
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps tens of thousands of words apart, in a text of any length, and begins anew with the next', () => {
    const words = Array.from({ length: 100_000 }, (_, at) => at.toString(36));
    expect(folded(`${words.join(' ')}\n${words.join(',')}`)).toEqual(words);
    expect(folded('again again')).toEqual(['again']);
    expect(folded('')).toEqual([]);
  });

  it('takes no longer for letters with marks without end', () => {
    expect(folded(`a${'\u0301\u0316'.repeat(100_000)} b`)).toEqual(['b', 'a']);
  });

  it('shortens what nobody types', () => {
    expect(folded('a'.repeat(40))).toEqual(['a'.repeat(40)]);
    expect(folded('a'.repeat(41))).toEqual(['a'.repeat(39)]);
    expect(folded('a'.repeat(200_000))).toEqual(['a'.repeat(39)]);
    expect(folded(`${'é'.repeat(50)} ${'e'.repeat(60)}`)).toEqual(['e'.repeat(39)]);
  });

  it('holds no separators, no upper case, and nothing that the index could take for syntax', () => {
    fc.assert(
      fc.property(fc.uint16Array(), (units) => {
        const text = String.fromCharCode(...units);
        const odd = folded(text).filter((word) => !/^[\p{L}\p{N}\p{M}]+$/u.test(word));
        expect(odd).toEqual([]);
      }),
    );
  });
});
