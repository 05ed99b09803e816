import { bodyType, type HeaderField, parseHeader } from './mime-header.ts';

/** One body part (RFC 2045), described by offsets into the message it was read from. */
export interface MimePart {
  /** First byte of the part's own header. */
  readonly start: number;
  /** First byte after the empty line that ends the header. */
  readonly bodyStart: number;
  /** First byte after the part; the line break before a boundary belongs to the boundary. */
  readonly end: number;
  readonly header: readonly HeaderField[];
  /** Lower case, e.g. `text` and `plain`. */
  readonly type: string;
  readonly subtype: string;
  /** Parts of a multipart, in order. */
  readonly children: readonly MimePart[];
  /** The message inside a message/rfc822 part. */
  readonly message: MimePart | undefined;
}

/** Deeper parts are shown as one opaque part: Dovecot stops at the same depth, and so hostile mail costs nothing. */
const MAX_DEPTH = 100;
/** Parts beyond this many are left out. */
const MAX_PARTS = 10_000;

/** Reads the structure of a message. Never throws: what is not MIME is text. */
export function readStructure(raw: Uint8Array): MimePart {
  return new StructureReader(raw).read();
}

/** How the scan of a body ended: at a delimiter of an open multipart, or at the end of the message. */
interface Stop {
  /** Where the part ends, before the line break that belongs to the delimiter. */
  readonly end: number;
  /** First byte after the delimiter's line. */
  readonly next: number;
  /** Index of the multipart in the stack, or -1 at the end of the message. */
  readonly level: number;
  readonly closing: boolean;
}

interface PartRead {
  readonly part: MimePart;
  readonly stop: Stop;
}

class StructureReader {
  readonly #raw: Buffer;
  /** Delimiters of the multiparts around the current position, outermost first. */
  readonly #open: Buffer[] = [];
  #parts = 0;

  constructor(raw: Uint8Array) {
    this.#raw = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  }

  read(): MimePart {
    return this.#readPart(0, 'text/plain', 0).part;
  }

  #readPart(start: number, fallback: 'text/plain' | 'message/rfc822', depth: number): PartRead {
    this.#parts += 1;
    const { bodyStart, stop: stopInHeader } = this.#headerEnd(start);
    const header = parseHeader(this.#raw.subarray(start, stopInHeader?.end ?? bodyStart));
    const declared = bodyType(header, fallback);
    const { type, subtype } = declared;
    const base = { start, bodyStart, header, type, subtype };
    if (stopInHeader) {
      const end = Math.max(start, stopInHeader.end);
      const part = { ...base, bodyStart: end, end, children: [], message: undefined };
      return { part, stop: stopInHeader };
    }
    const room = depth < MAX_DEPTH && this.#parts < MAX_PARTS;
    if (room && type === 'multipart' && declared.boundary !== undefined) {
      const { children, stop } = this.#readChildren(bodyStart, declared.boundary, subtype, depth);
      return { part: { ...base, end: stop.end, children, message: undefined }, stop };
    }
    if (room && type === 'message' && subtype === 'rfc822') {
      const { part: message, stop } = this.#readPart(bodyStart, 'text/plain', depth + 1);
      return { part: { ...base, end: stop.end, children: [], message }, stop };
    }
    const stop = this.#nextStop(bodyStart);
    const end = Math.max(bodyStart, stop.end);
    return { part: { ...base, end, children: [], message: undefined }, stop };
  }

  #readChildren(bodyStart: number, boundary: string, subtype: string, depth: number) {
    const level = this.#open.length;
    this.#open.push(Buffer.from(`--${boundary}`, 'latin1'));
    const children: MimePart[] = [];
    let stop = this.#nextStop(bodyStart);
    while (stop.level === level && !stop.closing && this.#parts < MAX_PARTS) {
      const fallback = subtype === 'digest' ? 'message/rfc822' : 'text/plain';
      const child = this.#readPart(stop.next, fallback, depth + 1);
      children.push(child.part);
      stop = child.stop;
    }
    while (stop.level === level && !stop.closing) stop = this.#nextStop(stop.next);
    this.#open.pop();
    // The line break after the closing delimiter may already be the one before an outer delimiter.
    if (stop.level === level) stop = this.#nextStop(stop.next, this.#beforeLineBreak(stop.next));
    return { children, stop: { ...stop, end: Math.max(bodyStart, stop.end) } };
  }

  /** The header ends at an empty line, or where a delimiter or the message's end cuts it off. */
  #headerEnd(start: number): { bodyStart: number; stop?: Stop } {
    let line = start;
    while (line < this.#raw.length) {
      const next = this.#nextLine(line);
      const first = this.#raw[line];
      if (first === LF || (first === CR && this.#raw[line + 1] === LF)) return { bodyStart: next };
      if (first === DASH && this.#open.length > 0) {
        const stop = this.#stopAt(line, start);
        if (stop) return { bodyStart: stop.end, stop };
      }
      line = next;
    }
    return { bodyStart: this.#raw.length };
  }

  /** The next delimiter at or after the line starting at `from`; what ends there ends no earlier than `floor`. */
  #nextStop(from: number, floor = from): Stop {
    if (this.#open.length > 0) {
      let line = this.#raw[from] === DASH ? from : this.#dashLine(from);
      while (line !== -1) {
        const stop = this.#stopAt(line, floor);
        if (stop) return stop;
        line = this.#dashLine(line);
      }
    }
    const end = this.#raw.length;
    return { end, next: end, level: -1, closing: true };
  }

  /** Start of the next line that begins with two dashes. */
  #dashLine(from: number): number {
    const found = this.#raw.indexOf('\n--', from, 'latin1');
    return found === -1 ? -1 : found + 1;
  }

  #stopAt(line: number, floor: number): Stop | undefined {
    const next = this.#nextLine(line);
    for (let level = this.#open.length - 1; level >= 0; level -= 1) {
      const delimiter = this.#open[level];
      if (
        !delimiter ||
        this.#raw.compare(delimiter, 0, delimiter.length, line, Math.min(line + delimiter.length, next)) !== 0
      ) {
        continue;
      }
      const tail = this.#raw.toString('latin1', line + delimiter.length, next);
      const closing = tail.startsWith('--');
      if (!closing && tail.trim() !== '') continue;
      return { end: Math.max(floor, this.#beforeLineBreak(line)), next, level, closing };
    }
    return undefined;
  }

  #beforeLineBreak(line: number): number {
    if (this.#raw[line - 1] !== LF) return line;
    return this.#raw[line - 2] === CR ? line - 2 : line - 1;
  }

  #nextLine(from: number): number {
    const end = this.#raw.indexOf(LF, from);
    return end === -1 ? this.#raw.length : end + 1;
  }
}

const CR = 0x0d;
const LF = 0x0a;
const DASH = 0x2d;
