/**
 * Which folders of an Exchange mailbox hold no mail. Nothing in LIST says so, and a name says it in one language only: what a German
 * calls `Notes` is mail, since their mailbox has its own notes in `Notizen`. So the language is told by the folders that every
 * mailbox has, and where it cannot be told nothing is left out: a list of tasks among the folders is better than mail that nobody sees.
 */
import { type ExchangeNames, exchangeNames } from './exchange-folder-names.ts';
import { components, fold, type NamedFolder } from './folder-name.ts';

interface FoldedNames {
  sent: ReadonlySet<string>;
  deleted: ReadonlySet<string>;
  withAllBelow: ReadonlySet<string>;
  alone: ReadonlySet<string>;
}

const languages = exchangeNames.map(folded);

/** @returns paths. Of a mailbox that speaks two languages, as one that was copied from another, only what has no mail in either. */
export function foldersWithoutMail(folders: readonly NamedFolder[]): Set<string> {
  const spoken = languagesOf(folders);
  if (spoken.length === 0) return new Set();
  return new Set(
    folders.flatMap((folder) => (spoken.every((names) => isExchanges(folder, names)) ? [folder.path] : [])),
  );
}

function languagesOf(folders: readonly NamedFolder[]): FoldedNames[] {
  const top = folders.filter((folder) => components(folder).length === 1).map(({ path }) => fold(path));
  const hasOne = (names: ReadonlySet<string>) => top.some((name) => names.has(name));
  return languages.filter(({ sent, deleted }) => hasOne(sent) && hasOne(deleted));
}

/** Exchange has its own at the top: what somebody calls Notes below a folder of theirs is mail. */
function isExchanges(folder: NamedFolder, { withAllBelow, alone }: FoldedNames): boolean {
  const [top = '', ...below] = components(folder);
  const name = fold(top);
  return withAllBelow.has(name) || (below.length === 0 && alone.has(name));
}

function folded({ sent, deleted, withAllBelow, alone }: ExchangeNames): FoldedNames {
  const all = (names: readonly string[]) => new Set(names.map(fold));
  return { sent: all(sent), deleted: all(deleted), withAllBelow: all(withAllBelow), alone: all(alone) };
}
