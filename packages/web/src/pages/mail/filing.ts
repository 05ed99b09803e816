/** Which of a conversation's messages a person means, who sees it in a view. Pure. */
import type { ConversationSummary, Folder, FolderRole, IntentInput, MessageMarks } from '@mailroom/model';
import { inRequests } from './in-requests.ts';
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
  if (searching || 'scope' in view) return undefined;
  return folders.find((folder) =>
    'role' in view
      ? folder.role === view.role && folder.accountId === accountId
      : folder.id === view.folderId,
  );
}

/**
 * Of conversations in a folder, the messages that lie there: their answers in Sent stay where they are. One intent for each account,
 * and for each thousand messages.
 *
 * @param messages by conversation
 * @param from the folder of an account that the list shows
 */
export function intentsOf(
  conversations: readonly Pick<ConversationSummary, 'id' | 'accountId'>[],
  messages: ReadonlyMap<string, readonly Pick<MessageMarks, 'id' | 'folderIds'>[]>,
  folders: readonly Folder[],
  from: (accountId: string) => Folder | undefined,
  wish: FilingWish,
): IntentInput[] {
  return [...Map.groupBy(conversations, ({ accountId }) => accountId)].flatMap(([accountId, own]) => {
    const folder = from(accountId);
    const messageIds = own.flatMap(({ id }) => meant(messages.get(id) ?? [], folders, folder));
    return inRequests(messageIds).map((ids): IntentInput => {
      const asked = { messageIds: ids, ...(folder ? { fromFolderId: folder.id } : {}) };
      return 'folderId' in wish
        ? { kind: 'move', folderId: wish.folderId, ...asked }
        : { kind: wish.kind, ...asked };
    });
  });
}

function meant(
  messages: readonly Pick<MessageMarks, 'id' | 'folderIds'>[],
  folders: readonly Folder[],
  from: Folder | undefined,
): string[] {
  const chosen = from
    ? messages.filter(({ folderIds }) => folderIds.includes(from.id))
    : outside(messages, folders);
  return chosen.map(({ id }) => id);
}

function outside<One extends Pick<MessageMarks, 'folderIds'>>(
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
