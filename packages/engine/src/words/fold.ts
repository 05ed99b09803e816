/**
 * Text → the words that are indexed and looked for. Both sides fold alike, so that "Réunion", "REUNION" and "réunion" are one word
 * in the index as in the question, whatever the database engine thinks of letters.
 */

/** Scripts written without spaces between words: their runs become overlapping pairs of characters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A word is letters, digits, and the marks that belong to them; `ー` and `々` are letters already. */
const words = /[\p{L}\p{N}\p{M}]+/gu;
const runs = new RegExp(
  `(?:${unspaced.source}\\p{M}*)+|(?:(?!${unspaced.source})[\\p{L}\\p{N}\\p{M}])+`,
  'gu',
);

/** Diacritics of Latin, Greek and Cyrillic, Hebrew points and Arabic vowel signs: what people leave out when they type in a hurry. */
const diacritics = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

/** Letters that no normalisation form takes apart. */
const plain: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};
const special = new RegExp(`[${Object.keys(plain).join('')}]`, 'g');

/** Nobody searches for longer words; what is longer is base64 or a tracking address, and would swell the index. */
export const maxWordLength = 40;

/** Every unspaced script begins beyond Thai's first character; most words need no closer look. */
const perhapsUnspaced = /[\u0e00-\uffff]/;

/**
 * More marks in a row than any letter has, as in Unicode's stream-safe format (UAX 15, D4): putting them in order takes normalisation a
 * time that grows with the square of their number.
 */
const surplusMarks = /(\p{M}{30})\p{M}+/gu;

/** NFKC, lower case, no diacritics. NFC at the end puts together what taking diacritics off took apart (Hangul, kana). */
export function foldCharacters(text: string): string {
  return text
    .replace(surplusMarks, '$1')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(diacritics, '')
    .replace(special, (letter) => plain[letter] ?? letter)
    .normalize('NFC');
}

/** Whether the text holds a character of a script without spaces. */
export function isUnspaced(text: string): boolean {
  return unspaced.test(text);
}

/** A stretch of text without separators: one word of a script with spaces, or a run of one without. */
export interface Run {
  text: string;
  unspaced: boolean;
}

function runsOf(word: string): Run[] {
  if (!perhapsUnspaced.test(word)) return [{ text: word, unspaced: false }];
  return (word.match(runs) ?? []).map((run) => ({ text: run, unspaced: isUnspaced(run) }));
}

/** The runs of a text, folded, in order. */
export function foldedRuns(text: string): Run[] {
  return (foldCharacters(text).match(words) ?? []).flatMap(runsOf);
}

export function shortened(word: string): string {
  return word.length <= maxWordLength ? word : [...word.slice(0, maxWordLength)].slice(0, -1).join('');
}

/** `会议记录` → `会议`, `议记`, `记录`. */
export function pairs(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
