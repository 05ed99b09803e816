/** Words that a person typed → terms for the index: every character is text or a separator. Filters among them: see asked.ts. */
import { foldedRuns, pairs, shortened } from '@mailroom/engine/words/index';

export interface FoldedQuery {
  /** Each must occur. */
  words: string[];
  /** For each, a word that begins with it must occur. */
  prefixes: string[];
  /** Of each of these, all words of at least one must occur: whom the mail is from or to (see correspondents.ts). */
  groups: readonly (readonly (readonly string[])[])[];
  /** At least one must occur: the accounts that are asked (see `accountWord`). */
  anyOf: string[];
}

/** Beyond this the person has pasted a paragraph; what it begins with is enough to find it. */
const maxLength = 500;
const maxRuns = 32;
/** Putting together the lists of all words with one first letter took seconds on 20,000 messages, and finds half of them. */
const minPrefix = 2;

/**
 * Indexed with every message of an account, so that the index itself answers for some accounts only. The private-use
 * character it begins with is a separator to `foldedRuns`, and so no mail and no question can hold such a word.
 */
export function accountWord(accountId: number): string {
  return `\u{E000}${accountId}`;
}

/**
 * All words must occur, the last one as a prefix, since the person may still be typing it; except where it is of an unspaced script,
 * whose characters are words as well as their pairs.
 *
 * Undefined when there is nothing to look for: no letters and no digits in the text, and no groups.
 */
export function foldQuery(
  text: string,
  accountIds: readonly number[],
  groups: FoldedQuery['groups'] = [],
): FoldedQuery | undefined {
  const words = new Set<string>();
  const prefixes = new Set<string>();
  const runs = foldedRuns(text.slice(0, maxLength)).slice(0, maxRuns);
  runs.forEach((run, at) => {
    if (!run.unspaced) {
      const unfinished = at === runs.length - 1 && run.text.length >= minPrefix;
      (unfinished ? prefixes : words).add(shortened(run.text));
      return;
    }
    const found = pairs(run.text);
    for (const word of found.length > 0 ? found : [run.text]) words.add(word);
  });
  if (words.size + prefixes.size + groups.length === 0) return undefined;
  return { words: [...words], prefixes: [...prefixes], groups, anyOf: accountIds.map(accountWord) };
}
