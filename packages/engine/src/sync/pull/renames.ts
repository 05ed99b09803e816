/**
 * Folders that another client renamed. LIST shows one that is gone and one that is new. Where the server has MAILBOXID (RFC 8474 4), that
 * tells which are the same, and it alone. Elsewhere it is taken as shown where UIDVALIDITY is the same, UIDNEXT has not gone back, and the
 * messages at either end of the folder have the UIDs that they are stored under; a folder that was given a new UIDVALIDITY with its new
 * name is not followed then, and its messages are known again one by one.
 */
import type { FolderRecord, ListedFolder, PlaceIdentity } from '../../ports/mail.ts';
import type { SelectedFolder } from '../../provider/imap/index.ts';
import type { PullContext } from './context.ts';

/** Messages compared at each end of a folder. */
const sampleSize = 10;

/** The list with `renamedFrom` where a folder was known under another path. */
export async function withRenames(
  context: PullContext,
  listed: readonly ListedFolder[],
): Promise<ListedFolder[]> {
  const stored = await context.mail.listFolders(context.accountId);
  const [paths, known] = [pathsOf(listed), pathsOf(stored)];
  const gone = new Set(stored.filter((folder) => !paths.has(folder.path) && holdsMail(folder)));
  const result: ListedFolder[] = [];
  for (const folder of listed) {
    const isNew = folder.selectable && !known.has(folder.path) && !folder.label;
    const before = isNew && gone.size > 0 ? await knownAs(context, folder, gone) : undefined;
    if (before) gone.delete(before);
    result.push(before ? { ...folder, renamedFrom: before.path } : folder);
  }
  return result;
}

async function knownAs(
  context: PullContext,
  { path }: ListedFolder,
  gone: ReadonlySet<FolderRecord>,
): Promise<FolderRecord | undefined> {
  let seen: SelectedFolder;
  try {
    seen = await context.session.select(path);
  } catch (error) {
    if (context.session.ended) throw error;
    return undefined;
  }
  for (const folder of gone) {
    if (folder.mailboxId !== null && seen.mailboxId !== null) {
      if (folder.mailboxId === seen.mailboxId) return folder;
      continue;
    }
    const numbered =
      folder.uidValidity === seen.uidValidity && (folder.uidNext ?? 0) <= (seen.uidNext ?? Infinity);
    if (numbered && (await holdsTheSame(context, folder))) return folder;
  }
  return undefined;
}

/** Whether the selected folder holds what is stored of another. Some may have gone meanwhile, but none may be another message. */
async function holdsTheSame({ mail, session }: PullContext, { id }: FolderRecord): Promise<boolean> {
  const sample = new Map((await mail.placeIdentities(id, sampleSize)).map((place) => [place.uid, place]));
  const found = await session.fetchStructures([...sample.keys()]);
  return (
    found.length * 2 >= sample.size &&
    found.length > 0 &&
    found.every((arrival) => isSame(sample.get(arrival.uid), arrival))
  );
}

function isSame(stored: PlaceIdentity | undefined, { messageId, size }: Omit<PlaceIdentity, 'uid'>): boolean {
  return stored?.messageId === messageId && (messageId !== null || stored.size === size);
}

function holdsMail({ uidValidity, uidNext, labelOf }: FolderRecord): boolean {
  return uidValidity !== null && uidNext !== null && labelOf === null;
}

function pathsOf(folders: readonly { path: string }[]): Set<string> {
  return new Set(folders.map(({ path }) => path));
}
