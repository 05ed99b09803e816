import { type FolderRole, folderRole } from '@mailroom/model';

/**
 * What the list shows: a role across accounts, one folder, or the single conversations that others have shared. It stands in the address,
 * so that every view can be linked to.
 */
export type View = { role: FolderRole } | { folderId: string } | { scope: 'conversations' };

/** The address of what others have shared one conversation at a time. */
export const sharedView = 'shared';

const folderPrefix = 'folder.';

export const folderView = (folderId: string): string => `${folderPrefix}${folderId}`;

/** The view an address names; anything unknown is the inbox. */
export function parseView(segment: string): View {
  if (segment.startsWith(folderPrefix)) return { folderId: segment.slice(folderPrefix.length) };
  if (segment === sharedView) return { scope: 'conversations' };
  const role = folderRole.safeParse(segment);
  return { role: role.success ? role.data : 'inbox' };
}
