/** What a folder's two counts tell a person. Pure. */
import type { FolderTruth } from '@mailroom/model';

export type FolderGap =
  /** Everything that is to be here is. */
  | { kind: 'complete'; older: number; unanswered: number }
  /** So many are still to come. */
  | { kind: 'missing'; messages: number }
  /** So many are not here; how many of them are from before the sync start nobody has counted. */
  | { kind: 'uncounted'; messages: number }
  /** More here than the provider counted at the last look: somebody has just removed some. */
  | { kind: 'ahead'; messages: number }
  | { kind: 'unknown' }
  | { kind: 'refused' }
  | { kind: 'folders-alone' };

type Counted = Pick<
  FolderTruth,
  'selectable' | 'refusal' | 'onServer' | 'stored' | 'beforeStart' | 'unanswered'
>;

export function folderGap(folder: Counted): FolderGap {
  const { onServer, stored, beforeStart, unanswered } = folder;
  if (!folder.selectable) return { kind: 'folders-alone' };
  if (folder.refusal) return { kind: 'refused' };
  if (onServer === null) return { kind: 'unknown' };
  const absent = onServer - stored;
  if (absent > 0 && beforeStart === null) return { kind: 'uncounted', messages: absent };
  const missing = absent - (beforeStart ?? 0) - unanswered;
  if (missing > 0) return { kind: 'missing', messages: missing };
  if (absent < 0) return { kind: 'ahead', messages: -absent };
  return { kind: 'complete', older: Math.min(absent, beforeStart ?? 0), unanswered };
}

/** Messages that are still to come, in all folders that hold any of their own. */
export function missingMessages(folders: readonly (Counted & Pick<FolderTruth, 'label'>)[]): number {
  return folders.reduce((all, folder) => {
    const gap = folder.label ? undefined : folderGap(folder);
    return all + (gap?.kind === 'missing' ? gap.messages : 0);
  }, 0);
}
