/** The search index of a store that ends with its process: in memory, written by the thread that asks. */
import { DatabaseSync } from 'node:sqlite';
import { createIndex, IndexStatements } from './fts5.ts';
import type { SearchIndex } from './search-index.ts';

export function memorySearchIndex(): SearchIndex {
  const database = new DatabaseSync(':memory:');
  createIndex(database);
  const statements = new IndexStatements(database);
  return {
    put: async (messages) => statements.put(messages),
    remove: async (messageIds) => statements.remove(messageIds),
    unknown: async (messageIds) => statements.unknown(messageIds),
    newest: async (query, range) => statements.newest(query, range),
    isComplete: async () => true,
    mend: async () => undefined,
    warm: () => undefined,
    close: async () => database.close(),
  };
}
