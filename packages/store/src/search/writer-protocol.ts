/** What is said to the thread that writes the index, and what it answers. */
import type { IndexedMessage } from './search-index.ts';

export interface WriterData {
  /** The index. */
  file: string;
  /** The main database, which bodies are read from to rebuild. */
  mainFile: string;
  /** Milliseconds without anything to write, after which what was written is merged. */
  quiet: number;
}

export type WriterRequest =
  | { id: number; kind: 'put'; messages: readonly IndexedMessage[] }
  | { id: number; kind: 'remove'; messageIds: readonly number[] };

/** `commits`: how many transactions the file has seen. `errcode`: SQLite's result code. */
export type WriterAnswer =
  | { id: number; commits: number }
  | { id: number; error: { message: string; errcode: number | null } };
