import type { PracticeFolder } from '../mailbox/index.ts';
import type { ImapFaults } from './faults.ts';
import type { Output } from './output.ts';

/** What a session is told of folders: the truth, or what a script says instead. */
export class ToldFolders {
  readonly #faults: ImapFaults;
  readonly #line: { readonly number: number; readonly output: Output };

  constructor(faults: ImapFaults, line: { readonly number: number; readonly output: Output }) {
    this.#faults = faults;
    this.#line = line;
  }

  /** Whether a folder can be opened, as far as the script has it. */
  opens(path: string): boolean {
    return !this.phantoms().includes(path) && !this.#hiding(path).some(({ what }) => !what.opens);
  }

  isListed(path: string): boolean {
    return this.#hiding(path).length === 0;
  }

  /** Folders listed that do not exist. */
  phantoms(): string[] {
    return this.#at('phantom').map(({ what }) => what.path);
  }

  uidValidity(folder: PracticeFolder): number | undefined {
    const [lie] = this.#at('uidvalidity').filter(({ what }) => isOf(what, folder));
    return lie ? lie.what.value : folder.uidValidity;
  }

  uidNext(folder: PracticeFolder): number {
    const [lie] = this.#at('uidnext');
    lie?.strike();
    return Math.max(1, folder.uidNext + (lie?.what.delta ?? 0));
  }

  /** Whether mod-sequences are kept for a folder. */
  keepsModseq(folder: PracticeFolder): boolean {
    return !this.#at('no-modseq').some(({ what }) => isOf(what, folder));
  }

  #hiding(path: string) {
    return this.#at('hidden').filter(({ what }) => isOf(what, { path }));
  }

  #at<Kind extends Parameters<ImapFaults['at']>[0]>(kind: Kind) {
    return this.#faults.at(kind, this.#line.number, this.#line.output.phase);
  }
}

/** A lie without a path is told of every folder. */
function isOf({ path }: { path?: string | undefined }, folder: Pick<PracticeFolder, 'path'>): boolean {
  return path === undefined || path === folder.path;
}
