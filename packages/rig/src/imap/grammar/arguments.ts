import { parseDate, parseDateTime } from './date.ts';
import { parseSequenceSet, type SequenceSet } from './sequence-set.ts';

/** The client broke the grammar of RFC 9051 section 9; the server must answer BAD. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault';
}

/** A complete command as it arrived: text with CRLF after each `{n}`, and the literals in order. */
export interface CommandText {
  /** Bytes as a binary string, one character per byte. */
  readonly text: string;
  readonly literals: readonly Uint8Array[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the grammar excludes control characters by number
const ATOM = /[^\x00-\x20\x7f-\xff(){%*"\\\]]+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above; an astring may hold `]`
const ASTRING_ATOM = /[^\x00-\x20\x7f-\xff(){%*"\\]+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above; list patterns may hold wildcards
const LIST_ATOM = /[^\x00-\x20\x7f-\xff(){"\\]+/y;
const FLAG = /\\\*|\\?[^\s(){%*"\\\]]+/y;
const NUMBER = /\d{1,20}/y;
const SEQUENCE_SET = /[\d:*,]+|\$/y;
const LITERAL_MARK = /\{(\d{1,10})([+-]?)\}\r\n/y;

/** Reads the arguments of one command from left to right. Every reader throws `SyntaxFault` on a mismatch. */
export class Arguments {
  readonly #text: string;
  readonly #literals: Uint8Array[];
  #position = 0;

  constructor(command: CommandText) {
    this.#text = command.text;
    this.#literals = [...command.literals];
  }

  get atEnd(): boolean {
    return this.#position === this.#text.length;
  }

  /** The rest of the line, unread. */
  get rest(): string {
    return this.#text.slice(this.#position);
  }

  /** Whether this text, in any case, comes next; reads it if so. */
  takes(text: string): boolean {
    const next = this.#text.slice(this.#position, this.#position + text.length);
    if (next.toUpperCase() !== text.toUpperCase()) return false;
    this.#position += text.length;
    return true;
  }

  looksAt(text: string): boolean {
    return this.#text.startsWith(text, this.#position);
  }

  expect(text: string): void {
    if (!this.takes(text)) throw this.#fault(`expected ${JSON.stringify(text)}`);
  }

  space(): void {
    this.expect(' ');
  }

  end(): void {
    if (!this.atEnd) throw this.#fault('expected the end of the command');
  }

  tag(): string {
    const tag = this.#match(ASTRING_ATOM, 'a tag');
    if (tag.includes('+')) throw this.#fault('a tag may not hold "+"');
    return tag;
  }

  atom(): string {
    return this.#match(ATOM, 'an atom');
  }

  /** An atom in upper case, for words of the protocol. */
  word(): string {
    return this.atom().toUpperCase();
  }

  number(): number {
    return Number(this.#match(NUMBER, 'a number'));
  }

  digits(): string {
    return this.#match(NUMBER, 'a number');
  }

  /** A quoted string or literal. */
  string(): Uint8Array {
    if (this.looksAt('"')) return this.#quoted();
    if (this.looksAt('{')) return this.literal();
    throw this.#fault('expected a string');
  }

  astring(): Uint8Array {
    return this.#isString() ? this.string() : binary(this.#match(ASTRING_ATOM, 'an astring'));
  }

  /** A mailbox name with wildcards (RFC 9051 `list-mailbox`). */
  listMailbox(): Uint8Array {
    return this.#isString() ? this.string() : binary(this.#match(LIST_ATOM, 'a mailbox pattern'));
  }

  nstring(): Uint8Array | undefined {
    return this.takes('NIL') ? undefined : this.string();
  }

  /** An astring as text; bytes that are no UTF-8 become replacement characters. */
  text(): string {
    return Buffer.from(this.astring()).toString('utf8');
  }

  literal(): Uint8Array {
    this.#match(LITERAL_MARK, 'a literal');
    const literal = this.#literals.shift();
    if (!literal) throw this.#fault('a literal is missing');
    return literal;
  }

  flag(): string {
    return this.#match(FLAG, 'a flag');
  }

  sequenceSet(): SequenceSet {
    const set = parseSequenceSet(this.#match(SEQUENCE_SET, 'a sequence set'));
    if (!set) throw this.#fault('not a sequence set');
    return set;
  }

  date(): Date {
    const quoted = this.takes('"');
    const date = parseDate(this.#match(/[\dA-Za-z-]+/y, 'a date'));
    if (quoted) this.expect('"');
    if (!date) throw this.#fault('not a date');
    return date;
  }

  dateTime(): Date {
    const date = parseDateTime(Buffer.from(this.#quoted()).toString('latin1'));
    if (!date) throw this.#fault('not a date-time');
    return date;
  }

  /** `(item SP item …)`; an empty list is allowed where the caller's grammar allows it. */
  list<T>(item: () => T): T[] {
    this.expect('(');
    const items: T[] = [];
    while (!this.takes(')')) {
      if (items.length > 0) this.space();
      items.push(item());
    }
    return items;
  }

  fault(message: string): SyntaxFault {
    return this.#fault(message);
  }

  #isString(): boolean {
    return this.looksAt('"') || this.looksAt('{');
  }

  #quoted(): Uint8Array {
    this.expect('"');
    let value = '';
    for (;;) {
      const character = this.#text[this.#position];
      if (character === undefined || character === '\r' || character === '\n' || character === '\0') {
        throw this.#fault('unfinished quoted string');
      }
      this.#position += 1;
      if (character === '"') return binary(value);
      if (character === '\\') {
        const escaped = this.#text[this.#position];
        if (escaped !== '"' && escaped !== '\\') throw this.#fault('wrong escape in a quoted string');
        this.#position += 1;
        value += escaped;
      } else {
        value += character;
      }
    }
  }

  #match(pattern: RegExp, what: string): string {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text);
    if (!found) throw this.#fault(`expected ${what}`);
    this.#position = pattern.lastIndex;
    return found[0];
  }

  #fault(message: string): SyntaxFault {
    const near = JSON.stringify(this.#text.slice(this.#position, this.#position + 40));
    return new SyntaxFault(`${message} at ${near}`);
  }
}

function binary(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
