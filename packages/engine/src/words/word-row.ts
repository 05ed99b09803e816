/**
 * The distinct words of a text, each followed by a space, in one row of UTF-16 units. A word is written at the end of the row, and taken
 * back where it stands in the row already: no string is made of any, and most words of a text are ones that it had before.
 */
import { Buffer } from 'node:buffer';
import { randomInt } from 'node:crypto';
import { dependent, separator, unspaced } from './characters.ts';
import { maxWordLength } from './fold.ts';

/** What there is room for at first, and what is kept for the next text. */
const ordinaryUnits = 65_536;
const ordinarySlots = 8_192;

const space = 0x20;

/** FNV-1a from a beginning that nobody knows: mail cannot be written whose words all fall into one slot. */
const fnvPrime = 0x01000193;
const seed = randomInt(2 ** 32) | 0;

/** The end of MurmurHash3: words that are nearly alike must not lie side by side. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

export class WordRow {
  #units = new Uint16Array(ordinaryUnits);
  /** Behind the last word and its space. */
  #end = 0;
  /** Open addressing, at most half full: where each word begins, counted from 1 (0: an empty slot), and its hash. */
  #starts = new Int32Array(ordinarySlots);
  #hashes = new Int32Array(ordinarySlots);
  #words = 0;

  /**
   * Adds the run of spaced characters that begins at `start`, unless the character behind it is dependent.
   * @returns where the run ends
   */
  addSpaced(characters: Int32Array, start: number): number {
    const units = this.#units;
    // One too many is written, and tells that the word is to be shortened.
    const limit = this.#end + maxWordLength + 1;
    let at = start;
    let end = this.#end;
    let letter = characters[at] ?? unspaced;
    while (letter < unspaced && end < limit) {
      units[end] = letter;
      end += 1;
      at += 1;
      letter = characters[at] ?? unspaced;
    }
    if (end === limit) {
      while ((characters[at] ?? unspaced) < unspaced) at += 1;
      end = this.#end + maxWordLength - 1;
    }
    if (characters[at] !== dependent) this.#keep(end);
    return at;
  }

  /** Adds each character and each pair of the run of unspaced ones that begins at `start`; else like `addSpaced`. */
  addUnspaced(characters: Int32Array, start: number): number {
    let end = start + 1;
    while (isUnspaced(characters[end] ?? separator)) end += 1;
    if (characters[end] === dependent) return end;
    for (let at = start; at < end; at += 1) this.#addFew(characters, at, at + 1);
    for (let at = start + 1; at < end; at += 1) this.#addFew(characters, at - 1, at + 1);
    return end;
  }

  /** @param word of at most `maxWordLength` units, folded */
  add(word: string): void {
    for (let at = 0; at < word.length; at += 1) this.#units[this.#end + at] = word.charCodeAt(at);
    this.#keep(this.#end + word.length);
  }

  /** The words, separated by spaces. The row is empty again. */
  take(): string {
    const octets = Buffer.from(this.#units.buffer, 0, Math.max(0, this.#end - 1) * 2);
    const words = octets.toString('utf16le');
    this.#end = 0;
    this.#words = 0;
    if (this.#units.length > ordinaryUnits) this.#units = new Uint16Array(ordinaryUnits);
    if (this.#starts.length > ordinarySlots) this.#useTable(ordinarySlots);
    else this.#starts.fill(0);
    return words;
  }

  #addFew(characters: Int32Array, start: number, end: number): void {
    // Above its lower half an unspaced character says what it is.
    for (let at = start; at < end; at += 1) this.#units[this.#end + at - start] = characters[at] ?? 0;
    this.#keep(this.#end + end - start);
  }

  /** Keeps the word that was written at the end of the row, up to `end`, where it is not in the row yet. */
  #keep(end: number): void {
    const units = this.#units;
    const start = this.#end;
    let hash = seed;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (units[at] ?? 0), fnvPrime);
    hash = mixed(hash);
    // The space is compared as well: a word is not another's beginning.
    units[end] = space;
    const slot = this.#slotOf(hash, end);
    if (this.#starts[slot] !== 0) return;
    this.#starts[slot] = start + 1;
    this.#hashes[slot] = hash;
    this.#words += 1;
    this.#end = end + 1;
    if (units.length - this.#end < maxWordLength + 2) this.#lengthen();
    if (this.#words * 2 > this.#starts.length) this.#widen();
  }

  /** Where in the table the word is that was written last, or else belongs. */
  #slotOf(hash: number, end: number): number {
    const starts = this.#starts;
    const hashes = this.#hashes;
    const mask = starts.length - 1;
    let slot = hash & mask;
    for (;;) {
      const start = (starts[slot] ?? 0) - 1;
      if (start < 0 || (hashes[slot] === hash && isSame(this.#units, start, this.#end, end))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #lengthen(): void {
    const units = new Uint16Array(this.#units.length * 2);
    units.set(this.#units);
    this.#units = units;
  }

  #widen(): void {
    const starts = this.#starts;
    const hashes = this.#hashes;
    this.#useTable(starts.length * 2);
    const mask = this.#starts.length - 1;
    for (const [at, start] of starts.entries()) {
      if (start === 0) continue;
      const hash = hashes[at] ?? 0;
      let slot = hash & mask;
      while (this.#starts[slot] !== 0) slot = (slot + 1) & mask;
      this.#starts[slot] = start;
      this.#hashes[slot] = hash;
    }
  }

  #useTable(slots: number): void {
    this.#starts = new Int32Array(slots);
    this.#hashes = new Int32Array(slots);
  }
}

function isUnspaced(character: number): boolean {
  return character >= unspaced && character < dependent;
}

/** Whether what stands at `other` begins with what stands from `start` to `end`, and the space behind it. */
function isSame(units: Uint16Array, other: number, start: number, end: number): boolean {
  for (let at = start, its = other; at <= end; at += 1, its += 1) if (units[at] !== units[its]) return false;
  return true;
}
