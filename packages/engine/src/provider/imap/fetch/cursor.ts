/**
 * Reads the values of a response (RFC 9051 9, formal syntax) from its bytes. Text is answered as `latin1`: one character an octet,
 * since nothing outside a header's own charset says what the octets mean.
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
  readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Some servers send two spaces where one is meant, or one where none is. */
  spaces(): void {
    while (this.bytes[this.at] === space) this.at += 1;
  }

  isOpen(): boolean {
    return this.bytes[this.at] === open;
  }

  isClose(): boolean {
    return this.bytes[this.at] === close;
  }

  isDigit(): boolean {
    const digit = (this.bytes[this.at] ?? 0) - zero;
    return digit >= 0 && digit <= 9;
  }

  /** Steps over `(`. */
  open(): void {
    if (this.bytes[this.at] !== open) throw new Malformed('a list was expected');
    this.at += 1;
  }

  /** Steps over `)` if it stands here. */
  closed(): boolean {
    this.spaces();
    if (this.bytes[this.at] !== close) return false;
    this.at += 1;
    return true;
  }

  number(): number {
    let value = 0;
    const start = this.at;
    for (;;) {
      const digit = (this.bytes[this.at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      this.at += 1;
    }
    if (this.at === start) throw new Malformed('a number was expected');
    return value;
  }

  /** Characters up to a space, parenthesis or the end of the line; brackets keep what is between them (`BODY[1 2]<0>`). */
  atom(): string {
    const start = this.at;
    let bracketed = false;
    for (; this.at < this.bytes.length; this.at += 1) {
      const byte = this.bytes[this.at];
      if (byte === openBracket) bracketed = true;
      else if (byte === closeBracket) bracketed = false;
      else if (!bracketed && (byte === space || byte === open || byte === close)) break;
      if (byte === cr || byte === lf) break;
    }
    if (this.at === start) throw new Malformed('an atom was expected');
    return this.bytes.toString('latin1', start, this.at);
  }

  /** A string, or null for NIL. An atom is taken for one too: some servers forget the quotes. */
  text(): string | null {
    const byte = this.bytes[this.at];
    if (byte === quote) return this.#quoted();
    if (byte === openBrace || byte === tilde) {
      const literal = this.#literal();
      return literal.toString('latin1', 0, literal.length);
    }
    const atom = this.atom();
    return isNil(atom) ? null : atom;
  }

  /** As `text`, in bytes. A literal is a view of the response, not a copy. */
  octets(): Buffer | null {
    const byte = this.bytes[this.at];
    if (byte === openBrace || byte === tilde) return this.#literal();
    const text = this.text();
    return text === null ? null : Buffer.from(text, 'latin1');
  }

  /** Steps over one value of whatever kind. */
  stepOver(): void {
    let depth = 0;
    do {
      this.spaces();
      const byte = this.bytes[this.at];
      if (byte === undefined || byte === cr || byte === lf)
        throw new Malformed('the response ends within a value');
      if (byte === open) {
        depth += 1;
        this.at += 1;
      } else if (byte === close) {
        if (depth === 0) throw new Malformed('a value was expected');
        depth -= 1;
        this.at += 1;
      } else if (byte === quote) this.#quotedEnd();
      else if (byte === openBrace || byte === tilde) this.#literal();
      else this.atom();
    } while (depth > 0);
  }

  #quoted(): string {
    const start = this.at + 1;
    const end = this.#quotedEnd();
    const text = this.bytes.toString('latin1', start, end);
    return text.includes('\\') ? text.replace(/\\(.)/gs, '$1') : text;
  }

  /** Steps over a quoted string and answers where its closing quote stands. */
  #quotedEnd(): number {
    let at = this.at + 1;
    for (; at < this.bytes.length; at += 1) {
      const byte = this.bytes[at];
      if (byte === backslash) at += 1;
      else if (byte === quote) {
        this.at = at + 1;
        return at;
      }
    }
    throw new Malformed('a quoted string does not end');
  }

  #literal(): Buffer {
    // literal8 of RFC 3516: its octets are read no other way.
    if (this.bytes[this.at] === tilde) this.at += 1;
    this.at += 1;
    const length = this.number();
    const start = this.bytes.indexOf(lf, this.at) + 1;
    if (start === 0 || start + length > this.bytes.length) throw new Malformed('a literal does not end');
    this.at = start + length;
    return this.bytes.subarray(start, this.at);
  }
}

function isNil(atom: string): boolean {
  return atom.length === 3 && atom.toUpperCase() === 'NIL';
}
