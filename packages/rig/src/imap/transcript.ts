/** One line of what was said, in the order it was said. */
export interface TranscriptEntry {
  /** Number of the connection, from 1. */
  readonly connection: number;
  readonly from: 'client' | 'server';
  /** One line without its line break; literals are shown as `{n}`, long lines cut. */
  readonly text: string;
}

const MAX_ENTRIES = 10_000;
const MAX_LINE = 1_000;

/** What clients and server said, for tests to look at. The oldest lines go when there are many. */
export class Transcript {
  #entries: TranscriptEntry[] = [];

  get entries(): readonly TranscriptEntry[] {
    return this.#entries;
  }

  /** Command lines of clients that match, e.g. `/ UID MOVE /`. */
  fromClient(pattern: RegExp): readonly TranscriptEntry[] {
    return this.#entries.filter(({ from, text }) => from === 'client' && pattern.test(text));
  }

  fromServer(pattern: RegExp): readonly TranscriptEntry[] {
    return this.#entries.filter(({ from, text }) => from === 'server' && pattern.test(text));
  }

  add(connection: number, from: TranscriptEntry['from'], line: string): void {
    if (this.#entries.length >= MAX_ENTRIES * 2) this.#entries = this.#entries.slice(-MAX_ENTRIES);
    const text = line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
    // Copied: a string put together from pieces, or cut from a longer one, would keep all of those in memory.
    this.#entries.push({ connection, from, text: Buffer.from(text, 'utf8').toString('utf8') });
  }

  clear(): void {
    this.#entries = [];
  }
}
