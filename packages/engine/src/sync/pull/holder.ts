import type { FolderRole } from '@mailroom/model';
import type { FolderRecord } from '../../ports/mail.ts';

/**
 * The folder to be selected for the mail of a role: the one of that role, or the one that it is a label of. At Gmail new mail in the inbox
 * is told in All Mail as well, and a copy that was filed in Sent.
 */
export function holderOf(folders: readonly FolderRecord[], role: FolderRole): FolderRecord | undefined {
  const found = folders.find((folder) => folder.role === role);
  return found && found.labelOf !== null ? folders.find(({ id }) => id === found.labelOf) : found;
}
