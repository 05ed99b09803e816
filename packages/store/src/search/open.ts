import { type FileIndexOptions, FileSearchIndex } from './file-index.ts';
import { memorySearchIndex } from './memory-index.ts';
import type { SearchIndex } from './search-index.ts';

/** The index of a main database: a file beside its file, or in memory where that is. */
export async function openSearchIndex(options: FileIndexOptions): Promise<SearchIndex> {
  return options.mainFile === ':memory:' ? memorySearchIndex() : FileSearchIndex.open(options);
}
