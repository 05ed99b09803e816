import type { FoldedQuery } from './query.ts';

/** A message and what it is found by. */
export interface IndexedMessage {
  messageId: number;
  accountId: number;
  /** Distinct folded words, separated by spaces (see the engine's words/). */
  words: string;
}

/** Which of the matches are asked for. */
export interface MatchRange {
  /** Only ids smaller than this. Null: from the newest. */
  below: number | null;
  /** Only this id and larger ones. Default: all. */
  from?: number;
  /** Null: all of them. */
  limit: number | null;
}

/**
 * The full-text index: message id → words. It is told of a message before the store says that the message was read, so that whatever
 * is stored as read can be found. It may know messages that are gone; whoever asks it looks them up anyway.
 *
 * With SQLite it is a file of its own, which can be rebuilt from the bodies. With PostgreSQL it would be a table with a `tsvector` of
 * the same words.
 */
export interface SearchIndex {
  /** Stores the words of messages, in place of those stored before. On the disk when it resolves. @throws Failure disk-full */
  put(messages: readonly IndexedMessage[]): Promise<void>;
  /** Forgets messages. Call it when their rows are gone for good. */
  remove(messageIds: readonly number[]): Promise<void>;
  /** Those of the messages that it does not know; none while it is being rebuilt, which tells it of them. */
  unknown(messageIds: readonly number[]): Promise<number[]>;
  /** Ids of the messages in which every term occurs, newest first. */
  newest(query: FoldedQuery, range: MatchRange): Promise<number[]>;
  /** False while the index is being rebuilt: then not everything that was read is found. */
  isComplete(): Promise<boolean>;
  /** Goes on with a rebuilding that is not finished, in the background. For the process that writes the index. */
  mend(): Promise<void>;
  /** Starts the thread that writes, which is otherwise started when there is something to write. */
  warm(): void;
  close(): Promise<void>;
}
