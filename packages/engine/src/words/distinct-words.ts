/** The distinct words of a text, as they are indexed. */
import { charactersOf, dependent, separator, unspaced } from './characters.ts';
import { foldedRuns, pairs, shortened } from './fold.ts';
import { WordRow } from './word-row.ts';

const row = new WordRow();
const asciiSeparator = /[\0-/:-@[-`{-\x7f]/g;

/**
 * Words separated by spaces, each once. A run of an unspaced script gives its characters each alone as well as its pairs, so that a
 * question of one character is a word like any other.
 *
 * A run of characters that fold by themselves takes no string and no normalisation. Where one folds together with its neighbours, it and
 * they, up to the next separator that is ASCII, go through `foldedRuns`, all such stretches at once.
 */
export function distinctWords(text: string): string {
  const characters = charactersOf(text);
  const stretches = new Set<string>();
  let at = 0;
  while (at < text.length) {
    const character = characters[at] ?? separator;
    if (character === separator) at += 1;
    else if (character < unspaced) at = row.addSpaced(characters, at);
    else if (character < dependent) at = row.addUnspaced(characters, at);
    else {
      const start = stretchStart(characters, at);
      at = stretchEnd(text, at);
      stretches.add(text.slice(start, at));
    }
  }
  if (stretches.size > 0) for (const word of foldedWords([...stretches].join(' '))) row.add(word);
  return row.take();
}

/** Letters before a dependent character may fold together with it. */
function stretchStart(characters: Int32Array, dependentAt: number): number {
  let start = dependentAt;
  while (start > 0 && (characters[start - 1] ?? separator) < dependent) start -= 1;
  return start;
}

/** Nothing folds together with what is behind a separator that is ASCII. */
function stretchEnd(text: string, dependentAt: number): number {
  asciiSeparator.lastIndex = dependentAt;
  return asciiSeparator.exec(text)?.index ?? text.length;
}

function foldedWords(text: string): string[] {
  return foldedRuns(text).flatMap((run) =>
    run.unspaced ? [...run.text, ...pairs(run.text)] : [shortened(run.text)],
  );
}
