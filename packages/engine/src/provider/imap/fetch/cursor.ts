/**
 * Reads the values of a response (RFC 9051 9, formal syntax) from its bytes. Text is answered as `latin1`: one character an octet,
 * since nothing outside a header's own charset says what the octets mean. What stands between two literals is made text at once and
 * read there: asking the bytes for each word by itself took a third of all that listing costs.
 */
import { Buffer } from 'node:buffer';

/** The bytes are not what the grammar says must stand here. */
export class Malformed extends Error {
  override name = 'Malformed';
}

const space = 0x20;
const quote = 0x22;
const open = 0x28;
const close = 0x29;
const backslash = 0x5c;
const openBrace = 0x7b;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const zero = 0x30;
const cr = 0x0d;
const lf = 0x0a;
const tilde = 0x7e;

export class Cursor {
  readonly #bytes: Buffer;
  /** From `#lineStart` to the line feed that ends it: what stands there up to the next literal's octets, or to the end. */
  #line = '';
  #lineStart = 0;
  /** In `#line`. */
  #at = 0;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** Octets from the beginning of the response. */
  get at(): number {
    return this.#lineStart + this.#at;
  }

  set at(octet: number) {
    const lineFeed = this.#bytes.indexOf(lf, octet);
    this.#line = this.#bytes.toString('latin1', octet, lineFeed === -1 ? this.#bytes.length : lineFeed + 1);
    this.#lineStart = octet;
    this.#at = 0;
  }

  /** Some servers send two spaces where one is meant, or one where none is. */
  spaces(): void {
    while (this.#line.charCodeAt(this.#at) === space) this.#at += 1;
  }

  isOpen(): boolean {
    return this.#line.charCodeAt(this.#at) === open;
  }

  isClose(): boolean {
    return this.#line.charCodeAt(this.#at) === close;
  }

  isDigit(): boolean {
    const digit = this.#line.charCodeAt(this.#at) - zero;
    return digit >= 0 && digit <= 9;
  }

  /** Steps over `(`. */
  open(): void {
    if (!this.isOpen()) throw new Malformed('a list was expected');
    this.#at += 1;
  }

  /** Steps over `)` if it stands here. */
  closed(): boolean {
    this.spaces();
    if (!this.isClose()) return false;
    this.#at += 1;
    return true;
  }

  number(): number {
    let value = 0;
    const start = this.#at;
    while (this.isDigit()) {
      value = value * 10 + this.#line.charCodeAt(this.#at) - zero;
      this.#at += 1;
    }
    if (this.#at === start) throw new Malformed('a number was expected');
    return value;
  }

  /** Characters up to a space, parenthesis or the end of the line; brackets keep what is between them (`BODY[1 2]<0>`). */
  atom(): string {
    const start = this.#at;
    this.#stepOverAtom();
    return this.#line.slice(start, this.#at);
  }

  /** A string, or null for NIL. An atom is taken for one too: some servers forget the quotes. */
  text(): string | null {
    const character = this.#line.charCodeAt(this.#at);
    if (character === quote) return this.#quoted();
    if (character === openBrace || character === tilde) {
      const literal = this.#literal();
      return literal.toString('latin1', 0, literal.length);
    }
    const atom = this.atom();
    return isNil(atom) ? null : atom;
  }

  /** As `text`, in bytes. A literal is a view of the response, not a copy. */
  octets(): Buffer | null {
    const character = this.#line.charCodeAt(this.#at);
    if (character === openBrace || character === tilde) return this.#literal();
    const text = this.text();
    return text === null ? null : Buffer.from(text, 'latin1');
  }

  /** Steps over one value of whatever kind. */
  stepOver(): void {
    let depth = 0;
    do {
      this.spaces();
      const character = this.#line.charCodeAt(this.#at);
      if (Number.isNaN(character) || character === cr || character === lf)
        throw new Malformed('the response ends within a value');
      if (character === open) {
        depth += 1;
        this.#at += 1;
      } else if (character === close) {
        if (depth === 0) throw new Malformed('a value was expected');
        depth -= 1;
        this.#at += 1;
      } else if (character === quote) this.#quotedEnd();
      else if (character === openBrace || character === tilde) this.#literal();
      else this.#stepOverAtom();
    } while (depth > 0);
  }

  #stepOverAtom(): void {
    const line = this.#line;
    const start = this.#at;
    let at = start;
    let bracketed = false;
    for (; at < line.length; at += 1) {
      const character = line.charCodeAt(at);
      if (character === openBracket) bracketed = true;
      else if (character === closeBracket) bracketed = false;
      else if (!bracketed && (character === space || character === open || character === close)) break;
      if (character === cr || character === lf) break;
    }
    if (at === start) throw new Malformed('an atom was expected');
    this.#at = at;
  }

  #quoted(): string {
    const start = this.#at + 1;
    const text = this.#line.slice(start, this.#quotedEnd());
    return text.includes('\\') ? text.replace(/\\(.)/gs, '$1') : text;
  }

  /** Steps over a quoted string and answers where its closing quote stands. */
  #quotedEnd(): number {
    const line = this.#line;
    for (let at = this.#at + 1; at < line.length; at += 1) {
      const character = line.charCodeAt(at);
      if (character === backslash) at += 1;
      else if (character === quote) {
        this.#at = at + 1;
        return at;
      }
    }
    throw new Malformed('a quoted string does not end');
  }

  #literal(): Buffer {
    // literal8 of RFC 3516: its octets are read no other way.
    if (this.#line.charCodeAt(this.#at) === tilde) this.#at += 1;
    this.#at += 1;
    const length = this.number();
    const start = this.#lineStart + this.#line.length;
    if (!this.#line.endsWith('\n') || start + length > this.#bytes.length) {
      throw new Malformed('a literal does not end');
    }
    this.at = start + length;
    return this.#bytes.subarray(start, start + length);
  }
}

function isNil(atom: string): boolean {
  return atom.length === 3 && atom.toUpperCase() === 'NIL';
}
