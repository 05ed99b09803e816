/** The words of mail and of questions, folded alike. */
export { foldedRuns, pairs, type Run, shortened } from './fold.ts';
export { indexedWords, type SearchableHeader, searchableHeader } from './indexed-words.ts';
