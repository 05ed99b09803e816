import { type FolderRole, folderRole } from '@mailroom/model';

/** What the list shows: a role across accounts, or one folder. It stands in the address, so that every view can be linked to. */
export type View = { role: FolderRole } | { folderId: string };

const folderPrefix = 'folder.';

export const folderView = (folderId: string): string => `${folderPrefix}${folderId}`;

/** The view an address names; anything unknown is the inbox. */
export function parseView(segment: string): View {
  if (segment.startsWith(folderPrefix)) return { folderId: segment.slice(folderPrefix.length) };
  const role = folderRole.safeParse(segment);
  return { role: role.success ? role.data : 'inbox' };
}
