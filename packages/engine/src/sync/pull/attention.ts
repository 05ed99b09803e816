/** Which folders a pull looks at, and how closely; and where it tells what came of it. */
import type { FolderRecord } from '../../ports/mail.ts';

export interface Attention {
  /** `glance`: counts. `all`: flags too. `verify`: row by row, whatever the counts say. Null: not now. */
  due(folder: FolderRecord): 'glance' | 'all' | 'verify' | null;
  /** The session is about to work on it: what ends the session now may be the folder's doing. */
  entered(folder: FolderRecord): void;
  /** Messages without `\Seen` at the last look; null where nobody counted. */
  unseen(folder: FolderRecord): number | null;
  looked(folder: FolderRecord, outcome: LookOutcome): void;
  /** The folder cannot be opened or made sense of. */
  refused(folder: FolderRecord): void;
}

export interface LookOutcome {
  changed: boolean;
  /** Flags were compared row by row. */
  compared: boolean;
  unseen: number | null;
}

/** Everything, at every pull. */
export const fullAttention: Attention = {
  due: () => 'all',
  entered: () => undefined,
  unseen: () => null,
  looked: () => undefined,
  refused: () => undefined,
};
