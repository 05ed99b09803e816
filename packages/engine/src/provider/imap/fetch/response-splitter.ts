/**
 * Cuts a stream of bytes into whole server responses (RFC 9051 2.2.2): a line, or several where literals (RFC 9051 4.3) stand
 * between. A response is handed on as it came; nothing of it is copied while it lies within one chunk.
 */
import type { Buffer } from 'node:buffer';
import { BytesQueue } from './bytes-queue.ts';

export interface ResponseLimits {
  /** Octets of a line outside literals. */
  maxLineLength: number;
  maxLiteralSize: number;
  maxResponseSize: number;
}

/** A server goes beyond what one response may cost. What follows cannot be told apart any more: the connection is over. */
export class ResponseTooLarge extends Error {
  override name = 'ResponseTooLarge';
}

const lf = 0x0a;
const cr = 0x0d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const plus = 0x2b;
const zero = 0x30;

export class ResponseSplitter {
  readonly #queue = new BytesQueue();
  readonly #limits: ResponseLimits;
  /** Octets of the response under way that are known to belong to it: whole lines and announced literals. */
  #known = 0;
  /** Where the search for the end of the line goes on. */
  #searched = 0;
  #handing = false;

  constructor(limits: ResponseLimits) {
    this.#limits = limits;
  }

  /**
   * Takes a chunk and hands on each response that it completes, final CRLF included. `hand` may take the rest of the stream away
   * with `takeRest`.
   * @throws ResponseTooLarge
   */
  push(chunk: Buffer, hand: (response: Buffer) => void): void {
    this.#queue.push(chunk);
    this.#handing = true;
    while (this.#handing) {
      const end = this.#end();
      if (end === undefined) return;
      const response = this.#queue.shift(end);
      this.#known = 0;
      this.#searched = 0;
      hand(response);
    }
  }

  /** What has come and is no whole response yet. Nothing is handed on any more. */
  takeRest(): Buffer {
    this.#handing = false;
    return this.#queue.shift(this.#queue.size);
  }

  /** Where the response ends, or undefined while more must come. */
  #end(): number | undefined {
    const { maxLineLength, maxLiteralSize, maxResponseSize } = this.#limits;
    for (;;) {
      if (this.#queue.size <= this.#searched) return undefined;
      const { bytes, start } = this.#queue.whole();
      const at = bytes.indexOf(lf, start + this.#searched);
      const lineLength = (at === -1 ? bytes.length : at) - start - this.#known;
      if (lineLength > maxLineLength) throw new ResponseTooLarge('line');
      if (at === -1) {
        this.#searched = bytes.length - start;
        return undefined;
      }
      const literal = announcedLiteral(bytes, start, start + this.#known, at);
      if (literal === null) return at + 1 - start;
      if (literal > maxLiteralSize) throw new ResponseTooLarge('literal');
      this.#known = at + 1 + literal - start;
      this.#searched = this.#known;
      if (this.#known > maxResponseSize) throw new ResponseTooLarge('response');
    }
  }
}

/**
 * The octets that `{n}` at the end of a line announces, or null. Responses of state end in text for people, which may end in
 * braces as well, and never hold a literal.
 * @param response where the response begins, and `start` the line that `lineFeed` ends
 */
function announcedLiteral(bytes: Buffer, response: number, start: number, lineFeed: number): number | null {
  let at = lineFeed - 1;
  if (bytes[at] === cr) at -= 1;
  if (bytes[at] !== closeBrace) return null;
  at -= 1;
  if (bytes[at] === plus) at -= 1;
  let octets = 0;
  let unit = 1;
  const last = at;
  for (; at >= start; at -= 1) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) break;
    octets += digit * unit;
    unit *= 10;
  }
  if (at === last || bytes[at] !== openBrace || isStateResponse(bytes, response)) return null;
  return octets;
}

/** `* OK ...`, `* NO ...`, `* BAD ...`, `* BYE ...`, `* PREAUTH ...`, and every tagged response (RFC 9051 7.1). */
function isStateResponse(bytes: Buffer, response: number): boolean {
  return /^(?!\*)|^\* (?:OK|NO|BAD|BYE|PREAUTH)\b/i.test(bytes.toString('latin1', response, response + 12));
}
