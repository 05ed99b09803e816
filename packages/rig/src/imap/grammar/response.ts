/** Bytes sent as `{n}` CRLF bytes. */
export class Literal {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** A stretch of a response: text is sent as UTF-8. */
export type Piece = string | Literal;

const QUOTABLE = /^[\x20-\x7e]*$/;
const ATOM = /^[^\s(){%*"\\\]&\x7f-\uffff]+$/;

/** A quoted string. The caller knows the text to hold neither CR, LF nor NUL. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** An atom where the text is one, else a quoted string. */
export function astring(text: string): string {
  return ATOM.test(text) && text.toUpperCase() !== 'NIL' ? text : quoted(text);
}

/**
 * A string given as one character per byte. Other than printable ASCII goes as a literal: quoted strings of
 * RFC 3501 hold neither control characters nor eight-bit bytes.
 */
export function string(binary: string): Piece {
  return QUOTABLE.test(binary) ? quoted(binary) : new Literal(Buffer.from(binary, 'latin1'));
}

export function nstring(binary: string | undefined): Piece {
  return binary === undefined ? 'NIL' : string(binary);
}

/** Joins pieces with spaces inside parentheses. Text beside text becomes one piece: a structure may have 200,000 parts. */
export function parenthesised(items: readonly (readonly Piece[])[], separator = ' '): Piece[] {
  const pieces: Piece[] = [];
  let text = '(';
  items.forEach((item, index) => {
    if (index > 0) text += separator;
    for (const piece of item) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      pieces.push(text, piece);
      text = '';
    }
  });
  pieces.push(`${text})`);
  return pieces;
}
