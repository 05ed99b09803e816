/**
 * UIDs and flags of many messages, in columns: ten octets a message where an object with a list costs some two hundred. Lists of flags
 * are few in a mailbox, so each is kept once.
 */
import type { Buffer } from 'node:buffer';

export interface FlagTable {
  readonly size: number;
  /** Ascending, each once. */
  readonly uids: Uint32Array;
  /** Of each UID, which of `lists`. */
  readonly kinds: Uint32Array;
  /** Sorted, without `\Recent`. */
  readonly lists: readonly (readonly string[])[];
}

/** More rows than this are no folder: the memory that all accounts share is not filled with what one server claims. */
const maxRows = 4_000_000;

export class TooManyRows extends Error {
  override name = 'TooManyRows';
}

export class FlagTableBuilder {
  #uids = new Uint32Array(1024);
  #kinds = new Uint32Array(1024);
  #size = 0;
  #ascending = true;
  readonly #lists: (readonly string[])[] = [];
  /** By the list's text as the server spelled it, and by the sorted list. */
  readonly #kindOf = new Map<string, number>();
  #lastText = '\0';
  #lastKind = 0;
  readonly #most: number;

  /** @param most rows that an honest server may tell */
  constructor(most: number) {
    this.#most = Math.min(most, maxRows);
  }

  /**
   * @param text the flags between their parentheses
   * @throws TooManyRows
   */
  add(uid: number, text: string): void {
    if (this.#size >= this.#most) throw new TooManyRows();
    if (this.#size === this.#uids.length) this.#grow();
    if (this.#size > 0 && uid <= (this.#uids[this.#size - 1] ?? 0)) this.#ascending = false;
    this.#uids[this.#size] = uid;
    this.#kinds[this.#size] = text === this.#lastText ? this.#lastKind : this.#kind(text);
    this.#size += 1;
  }

  /** Where a message was told twice, the later word stands. */
  table(): FlagTable {
    if (!this.#ascending) this.#sort();
    return {
      size: this.#size,
      uids: this.#uids.subarray(0, this.#size),
      kinds: this.#kinds.subarray(0, this.#size),
      lists: this.#lists,
    };
  }

  #kind(text: string): number {
    let kind = this.#kindOf.get(text);
    if (kind === undefined) {
      const list = sortedFlags(text === '' ? [] : text.split(' '));
      const sorted = list.join(' ');
      kind = this.#kindOf.get(sorted) ?? this.#lists.push(list) - 1;
      this.#kindOf.set(sorted, kind).set(text, kind);
    }
    this.#lastText = text;
    this.#lastKind = kind;
    return kind;
  }

  #grow(): void {
    const [uids, kinds] = [this.#uids, this.#kinds];
    this.#uids = new Uint32Array(2 * uids.length);
    this.#kinds = new Uint32Array(2 * kinds.length);
    this.#uids.set(uids);
    this.#kinds.set(kinds);
  }

  #sort(): void {
    const [uids, kinds] = [this.#uids, this.#kinds];
    const order = Uint32Array.from({ length: this.#size }, (_, at) => at);
    order.sort((a, b) => (uids[a] ?? 0) - (uids[b] ?? 0) || a - b);
    const [sortedUids, sortedKinds] = [new Uint32Array(this.#size), new Uint32Array(this.#size)];
    let size = 0;
    for (const at of order) {
      if (size > 0 && sortedUids[size - 1] === uids[at]) size -= 1;
      sortedUids[size] = uids[at] ?? 0;
      sortedKinds[size] = kinds[at] ?? 0;
      size += 1;
    }
    [this.#uids, this.#kinds, this.#size, this.#ascending] = [sortedUids, sortedKinds, size, true];
  }
}

/** `\Recent` belongs to a session, not to a message (RFC 3501 2.3.2), and Exchange sets it on everything. */
export function sortedFlags(flags: readonly string[]): string[] {
  return flags.filter((flag) => flag.toLowerCase() !== '\\recent').sort();
}

const space = 0x20;
const open = 0x28;
const close = 0x29;
const zero = 0x30;

/**
 * Takes a row of UID and FLAGS, MODSEQ or not, in the shapes that servers answer `UID FETCH n:m (FLAGS)` with. A hundred thousand of
 * these come every few minutes, so their bytes are read in place.
 * @returns undefined for anything else, which is to be read as any other FETCH response
 */
export function readFlagRow(response: Buffer): { uid: number; flags: string } | undefined {
  // * 12 FETCH (
  let at = afterNumber(response, 2);
  if (at === 2 || response[at] !== space || response[at + 6] !== space || response[at + 7] !== open) {
    return undefined;
  }
  at += 8;
  let uid = 0;
  let flags: string | undefined;
  for (;;) {
    switch (response[at]) {
      case 0x55: {
        // UID 12
        if (response[at + 1] !== 0x49 || response[at + 3] !== space) return undefined;
        const end = afterNumber(response, at + 4);
        for (let digit = at + 4; digit < end; digit += 1) uid = uid * 10 + (response[digit] ?? 0) - zero;
        at = end;
        break;
      }
      case 0x46: {
        // FLAGS (\Seen)
        if (response[at + 5] !== space || response[at + 6] !== open) return undefined;
        const end = response.indexOf(close, at + 7);
        if (end === -1) return undefined;
        flags = response.toString('latin1', at + 7, end);
        at = end + 1;
        break;
      }
      case 0x4d: {
        // MODSEQ (12)
        if (response[at + 6] !== space || response[at + 7] !== open) return undefined;
        at = afterNumber(response, at + 8);
        if (response[at] !== close) return undefined;
        at += 1;
        break;
      }
      case space:
        at += 1;
        break;
      case close:
        return uid > 0 && flags !== undefined && at >= response.length - 3 ? { uid, flags } : undefined;
      default:
        return undefined;
    }
  }
}

function afterNumber(bytes: Buffer, start: number): number {
  let at = start;
  while (((bytes[at] ?? 0) - zero) >>> 0 <= 9) at += 1;
  return at;
}
