/**
 * Pulls an account: the folder list, then folder by folder. A folder that cannot be selected or whose answers make no sense is left
 * for a later pull and holds up no other; whatever ends the session ends the pull.
 */
import { Failure } from '@mailroom/model';
import type { FolderRecord } from '../../ports/mail.ts';
import type { FolderStatus } from '../../provider/imap/index.ts';
import { type Attention, fullAttention } from './attention.ts';
import type { PullContext } from './context.ts';
import { decideFolder } from './decide.ts';
import { pullFolder, pullNewest } from './folder.ts';
import { isLabelled } from './labels.ts';
import { uidsSince } from './listing.ts';
import { inOrderOfImportance } from './order.ts';
import { withRenames } from './renames.ts';
import { withUnlisted } from './unlisted.ts';

/** How long a message without a place is kept: a move by another client may show as removal first, arrival in the next pull. */
const orphanGraceMilliseconds = 24 * 60 * 60 * 1000;

/** LIST, stored with roles; folders that hold mail to be kept, most important first. */
export async function pullFolderList(context: PullContext): Promise<FolderRecord[]> {
  const listed = await withUnlisted(context, await withRenames(context, await context.session.listFolders()));
  const folders = await context.mail.saveFolderList(context.accountId, listed);
  const leftOut = new Set(folders.filter((folder) => isLeftOut(context, folder)));
  for (const { id } of leftOut) await context.mail.forgetFolder(id);
  return inOrderOfImportance(folders.filter((folder) => !leftOut.has(folder)));
}

/** Labels show what lies in another folder, and are left out with that. */
function isLeftOut({ withoutRoles = [] }: PullContext, { role, labelOf }: FolderRecord): boolean {
  return role !== null && labelOf === null && withoutRoles.includes(role);
}

export interface PullOptions {
  /** Default: everything in every folder. */
  attention?: Attention;
  /** Called as the newest messages of an account that is not listed yet are stored, some at a time. */
  onNewest?: () => Promise<void>;
  /** Called once they all are; what it does comes before everything else. */
  onFirstScreen?: () => Promise<void>;
}

type Statuses = ReadonlyMap<string, FolderStatus>;

/** Every folder that is due, whatever may have changed. */
export async function pullFolders(
  context: PullContext,
  folders: readonly FolderRecord[],
  { attention = fullAttention, onNewest, onFirstScreen }: PullOptions = {},
): Promise<{ complete: boolean }> {
  const unlisted = folders.filter((folder) => folder.listedFrom === null && attention.due(folder) !== null);
  const [first] = unlisted;
  if (first) {
    context.progress.begin('folders', 0);
    await unlessLeft(context, first, attention, () => pullNewest(context, first, onNewest));
    await onFirstScreen?.();
  }
  const statuses = (await context.session.statuses()) ?? new Map<string, FolderStatus>();
  if (first) context.progress.begin('structure', await messagesAhead(context, unlisted, attention, statuses));
  else context.progress.begin('changes', 0);
  let complete = true;
  for (const folder of folders) {
    if (!(await pullDue(context, folder, attention, statuses))) complete = false;
  }
  if (complete) {
    const before = new Date(context.clock.now().getTime() - orphanGraceMilliseconds);
    await context.mail.forgetOrphans(context.accountId, before);
  }
  return { complete };
}

/** So that progress has a truthful total. */
async function messagesAhead(
  context: PullContext,
  unlisted: readonly FolderRecord[],
  attention: Attention,
  statuses: Statuses,
): Promise<number> {
  const { session, syncSince } = context;
  let total = 0;
  for (const folder of unlisted) {
    const { path } = folder;
    if (attention.due(folder) === null) continue;
    await unlessLeft(context, folder, attention, async () => {
      if (syncSince === null) total += (statuses.get(path) ?? (await session.status(path))).messages;
      else total += (await uidsSince(context, await session.select(path), syncSince)).length;
    });
  }
  return total;
}

/** @returns false when the folder was left for a later pull */
async function pullDue(
  context: PullContext,
  folder: FolderRecord,
  attention: Attention,
  statuses: Statuses,
): Promise<boolean> {
  const due = attention.due(folder);
  if (due === null) return folder.listedFrom !== null;
  return await unlessLeft(context, folder, attention, async () => {
    const status = await statusFor(context, folder, due, statuses);
    const unseen = status?.unseen ?? null;
    if (status && due !== 'verify' && !isLabelled(context, folder)) {
      const known = attention.unseen(folder);
      const unread = unseen !== null && known !== null && unseen !== known;
      const look = due === 'glance' && !unread ? 'arrivals' : 'all';
      if (status.uidValidity !== null) {
        const seen = { ...status, uidValidity: status.uidValidity, exists: status.messages };
        if (decideFolder(folder, seen, look).do === 'nothing') {
          attention.looked(folder, { changed: false, compared: false, unseen });
          return;
        }
      }
      const { changed, compared } = await pullFolder(context, folder, look);
      attention.looked(folder, { changed, compared, unseen });
      return;
    }
    const { changed, compared } = await pullFolder(context, folder, due === 'glance' ? 'all' : due);
    attention.looked(folder, { changed, compared, unseen });
  });
}

/**
 * STATUS answers in one exchange whether there is anything to select a folder for. Of no use where SELECT is needed in any case: to
 * list, to compare row by row, and to find changes of flags without mod-sequences.
 */
async function statusFor(
  { session }: PullContext,
  folder: FolderRecord,
  due: 'glance' | 'all' | 'verify',
  statuses: Statuses,
): Promise<FolderStatus | undefined> {
  const told = statuses.get(folder.path);
  if (told || due === 'verify' || folder.listedFrom === null) return told;
  if (due === 'all' && folder.highestModseq === null) return undefined;
  return await session.status(folder.path);
}

async function unlessLeft(
  context: PullContext,
  folder: FolderRecord,
  attention: Attention,
  work: () => Promise<void>,
): Promise<boolean> {
  attention.entered(folder);
  try {
    await work();
    if (folder.refusal !== null) await context.mail.saveFolderRefusal(folder.id, null);
    return true;
  } catch (error) {
    if (context.session.ended || !isFoldersOwn(error)) throw error;
    attention.refused(folder);
    await context.mail.saveFolderRefusal(folder.id, error.kind);
    context.log.warn(
      { folderId: folder.id, kind: error.kind, code: error.code },
      'folder left for a later pull',
    );
    return false;
  }
}

/** What a folder is left for, and the rest of the mailbox is not. */
export function isFoldersOwn(error: unknown): error is Failure {
  return (
    error instanceof Failure &&
    ['folder-not-selectable', 'folder-invalid', 'protocol-error'].includes(error.kind)
  );
}
