import type { FolderRole } from '@mailroom/model';
import type { FolderRecord } from '../../ports/mail.ts';

/** Which mail a person misses first. Folders without a role stand between the archive and what was thrown away. */
const importance: Record<FolderRole | 'none', number> = {
  inbox: 0,
  sent: 1,
  drafts: 2,
  archive: 3,
  none: 4,
  all: 5,
  trash: 6,
  junk: 7,
};

/** Folders that hold mail of their own, the most important first; the server's order otherwise. Labels show what lies elsewhere. */
export function inOrderOfImportance(folders: readonly FolderRecord[]): FolderRecord[] {
  return folders
    .filter(({ selectable, labelOf }) => selectable && labelOf === null)
    .toSorted((a, b) => importance[a.role ?? 'none'] - importance[b.role ?? 'none']);
}
