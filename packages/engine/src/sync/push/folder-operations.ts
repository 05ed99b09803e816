/**
 * Folders made, renamed and deleted at the provider while a person waits: which names it takes, and which folders it parts with, only
 * it knows. Afterwards its list is stored, so that what happened elsewhere meanwhile is seen too; cut off in between, the next pull
 * stores it.
 */
import { asFailure, Failure, type FailureKind, type FolderRole } from '@mailroom/model';
import type { FolderRecord, MailPort } from '../../ports/mail.ts';
import type { ImapSession } from '../../provider/imap/index.ts';
import { withUnlisted } from '../pull/unlisted.ts';
import { evacuate } from './evacuate.ts';
import { isRefusal } from './refusal.ts';

export type FolderChange =
  /** Below a folder, or beside the account's own; `role` names one that the account lacks, to be known by its English name. */
  | { do: 'create'; parentId: number | null; name: string }
  | { do: 'create-role'; role: Extract<FolderRole, 'archive' | 'trash' | 'junk'> }
  | { do: 'rename'; folderId: number; name: string }
  | { do: 'delete'; folderId: number };

export interface FolderContext {
  accountId: string;
  session: ImapSession;
  mail: MailPort;
}

/** Names by which programs and servers without SPECIAL-USE know what a folder is for. */
const roleNames = { archive: 'Archive', trash: 'Trash', junk: 'Junk' } as const;

/**
 * @returns the folder's id; null when it was deleted.
 * @throws Failure `folder-exists`, `folder-name-refused`, `folder-fixed`, `folder-has-folders`, `folder-not-empty`, `folder-gone`, and
 *   those of the session
 */
export async function changeFolder(context: FolderContext, change: FolderChange): Promise<number | null> {
  const folders = await context.mail.listFolders(context.accountId);
  switch (change.do) {
    case 'create':
      return await create(context, pathBelow(folders, change.parentId, change.name));
    case 'create-role':
      return await create(context, pathBeside(folders, roleNames[change.role]));
    case 'rename':
      return await rename(context, folders, change);
    case 'delete':
      await remove(context, folders, change.folderId);
      return null;
  }
}

async function create(context: FolderContext, path: string): Promise<number> {
  const { session } = context;
  await unlessRefused(session, 'folder-name-refused', () => session.filing.createFolder(path));
  const stored = await storeList(context);
  // Courier and others put what they make below their own prefix, e.g. `INBOX.`
  const made =
    stored.find((folder) => folder.path === path) ?? stored.find((folder) => folder.path.endsWith(path));
  if (!made) throw refusal('folder-name-refused', path);
  return made.id;
}

async function rename(
  context: FolderContext,
  folders: readonly FolderRecord[],
  { folderId, name }: { folderId: number; name: string },
): Promise<number> {
  const { session, mail } = context;
  const folder = changeable(folders, folderId);
  const parent = parentPath(folder);
  const path = parent === null ? named(name, folder.delimiter) : joined(parent, name, folder.delimiter);
  if (path === folder.path) return folder.id;
  // imapflow would CLOSE a selected folder to rename it, which expunges what is marked in it (RFC 9051 6.4.1).
  await session.enter('INBOX');
  await unlessRefused(session, 'folder-name-refused', () => session.filing.renameFolder(folder.path, path));
  await mail.renameFolder(folder.id, path);
  await storeList(context);
  return folder.id;
}

/**
 * Its messages go to the trash first, each once, confirmed by the server: DELETE takes with it what lies in a folder. A label of Gmail's
 * is only taken away: its messages stay in All Mail.
 */
async function remove(
  context: FolderContext,
  folders: readonly FolderRecord[],
  folderId: number,
): Promise<void> {
  const { session } = context;
  const folder = changeable(folders, folderId);
  const below = `${folder.path}${folder.delimiter ?? '/'}`;
  if (folders.some(({ path }) => path.startsWith(below))) throw refusal('folder-has-folders', folder.path);
  if (folder.selectable && !folder.labelOf) {
    const trash = folders.find(({ role }) => role === 'trash');
    if (!trash) throw refusal('folder-gone', 'trash');
    await unlessRefused(session, 'move-refused', () => evacuate(session, folder.path, trash.path));
  }
  await session.enter('INBOX');
  await unlessRefused(session, 'folder-fixed', () => session.filing.deleteFolder(folder.path));
  await storeList(context);
}

async function storeList(context: FolderContext): Promise<FolderRecord[]> {
  const { accountId, session, mail } = context;
  return await mail.saveFolderList(accountId, await withUnlisted(context, await session.listFolders()));
}

function changeable(folders: readonly FolderRecord[], folderId: number): FolderRecord {
  const folder = folders.find(({ id }) => id === folderId);
  if (!folder) throw new Failure({ origin: 'person', kind: 'not-found', detail: { noun: 'folder' } });
  if (folder.role !== null || folder.path.toUpperCase() === 'INBOX')
    throw refusal('folder-fixed', folder.path);
  return folder;
}

function pathBelow(folders: readonly FolderRecord[], parentId: number | null, name: string): string {
  const delimiter = folders.find((folder) => folder.delimiter !== null)?.delimiter ?? null;
  if (parentId === null) return named(name, delimiter);
  const parent = folders.find(({ id }) => id === parentId);
  if (!parent) throw new Failure({ origin: 'person', kind: 'not-found', detail: { noun: 'folder' } });
  return joined(parent.path, name, parent.delimiter ?? delimiter);
}

/** Where the account's other folders with a role lie: some servers keep them all below the inbox. */
function pathBeside(folders: readonly FolderRecord[], name: string): string {
  const known = folders.find(({ role }) => role === 'sent' || role === 'drafts' || role === 'trash');
  const parent = known ? parentPath(known) : null;
  return parent === null ? name : joined(parent, name, known?.delimiter ?? '/');
}

function parentPath({ path, delimiter }: FolderRecord): string | null {
  const end = delimiter === null ? -1 : path.lastIndexOf(delimiter);
  return end < 0 ? null : path.slice(0, end);
}

function joined(parent: string, name: string, delimiter: string | null): string {
  return `${parent}${delimiter ?? '/'}${named(name, delimiter)}`;
}

/** A name that holds the delimiter would be another folder's. */
function named(name: string, delimiter: string | null): string {
  if (delimiter !== null && name.includes(delimiter)) throw refusal('folder-name-refused', name);
  return name;
}

/** The server's own words stay with the failure that a person can do something about. */
async function unlessRefused<T>(
  session: ImapSession,
  kind: FailureKind,
  command: () => Promise<T>,
): Promise<T> {
  try {
    return await command();
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (!isRefusal(session, failure)) throw failure;
    const { origin, code, quote, detail } = failure;
    throw new Failure({
      origin,
      kind: code === 'ALREADYEXISTS' ? 'folder-exists' : kind,
      code,
      quote,
      detail,
      cause: failure,
    });
  }
}

function refusal(kind: FailureKind, folder: string): Failure {
  return new Failure({ origin: 'person', kind, detail: { folder } });
}
