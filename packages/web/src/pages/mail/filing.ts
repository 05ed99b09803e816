/** Which of a conversation's messages a person means, who sees it in a view. Pure. */
import type { Folder, FolderRole, IntentInput, Message } from '@mailroom/model';
import type { View } from './view.ts';

/** Where the messages are to go: a folder, or what the key says. */
export type FilingWish = { kind: 'archive' | 'trash' | 'junk' | 'inbox' | 'delete' } | { folderId: string };

/** Found by words, a conversation is not looked at in any folder; these are then left alone, unless nothing else is there. */
const elsewhere: ReadonlySet<FolderRole | null> = new Set(['sent', 'drafts', 'trash', 'junk']);

/** The folder of the conversation's account that the list shows; undefined where the list is what a search found. */
export function shownFolder(
  folders: readonly Folder[],
  view: View,
  accountId: string,
  searching: boolean,
): Folder | undefined {
  if (searching) return undefined;
  return folders.find((folder) =>
    'role' in view
      ? folder.role === view.role && folder.accountId === accountId
      : folder.id === view.folderId,
  );
}

/** Of a conversation in a folder, the messages that lie there: its answers in Sent stay where they are. */
export function intentOf(
  messages: readonly Pick<Message, 'id' | 'folderIds'>[],
  folders: readonly Folder[],
  from: Folder | undefined,
  wish: FilingWish,
): IntentInput | null {
  const messageIds = (
    from ? messages.filter(({ folderIds }) => folderIds.includes(from.id)) : outside(messages, folders)
  ).map(({ id }) => id);
  if (messageIds.length === 0) return null;
  const asked = { messageIds, ...(from ? { fromFolderId: from.id } : {}) };
  return 'folderId' in wish
    ? { kind: 'move', folderId: wish.folderId, ...asked }
    : { kind: wish.kind, ...asked };
}

function outside<One extends Pick<Message, 'id' | 'folderIds'>>(
  messages: readonly One[],
  folders: readonly Folder[],
): readonly One[] {
  const roles = new Map(folders.map(({ id, role }) => [id, role]));
  const own = messages.filter(
    ({ folderIds }) => !folderIds.every((id) => elsewhere.has(roles.get(id) ?? null)),
  );
  return own.length > 0 ? own : messages;
}

/** What a press of "delete" means there: what lies in the trash, or is junk, goes for ever. */
export function deletes(from: Folder | undefined): 'trash' | 'delete' {
  return from?.role === 'trash' || from?.role === 'junk' ? 'delete' : 'trash';
}
