/**
 * Pulls an account: the folder list, then folder by folder. A folder that cannot be selected or whose answers make no sense is left
 * for the next pull and holds up no other; whatever ends the session ends the pull.
 */
import { Failure } from '@mailroom/model';
import type { FolderRecord } from '../../ports/mail.ts';
import type { PullContext } from './context.ts';
import type { Look } from './decide.ts';
import { pullFolder, pullNewest } from './folder.ts';
import { uidsSince } from './listing.ts';
import { inOrderOfImportance } from './order.ts';

/** How long a message without a place is kept: a move by another client may show as removal first, arrival in the next pull. */
const orphanGraceMilliseconds = 24 * 60 * 60 * 1000;

/** LIST, stored with roles; folders that hold mail, most important first. */
export async function pullFolderList(context: PullContext): Promise<FolderRecord[]> {
  const listed = await context.session.listFolders();
  return inOrderOfImportance(await context.mail.saveFolderList(context.accountId, listed));
}

/** Every folder, whatever may have changed. */
export async function pullFolders(
  context: PullContext,
  folders: readonly FolderRecord[],
): Promise<{ complete: boolean }> {
  const unlisted = folders.filter(({ listedFrom }) => listedFrom === null);
  if (unlisted.length > 0) await beginListing(context, unlisted);
  else context.progress.begin('changes', 0);
  let complete = true;
  for (const folder of folders) {
    if (!(await pullOrLeave(context, folder, 'all'))) complete = false;
  }
  if (complete) {
    const before = new Date(context.clock.now().getTime() - orphanGraceMilliseconds);
    await context.mail.forgetOrphans(context.accountId, before);
  }
  return { complete };
}

/** A first screen from the most important folder, then a count of what lies ahead, so that progress has a truthful total. */
async function beginListing(context: PullContext, unlisted: readonly FolderRecord[]): Promise<void> {
  context.progress.begin('folders', 0);
  const [first] = unlisted;
  if (first) {
    await unlessLeft(context, first, () => pullNewest(context, first));
  }
  let total = 0;
  for (const folder of unlisted) {
    await unlessLeft(context, folder, async () => {
      total += await messagesAhead(context, folder);
    });
  }
  context.progress.begin('structure', total);
}

async function messagesAhead(context: PullContext, { path }: FolderRecord): Promise<number> {
  if (context.syncSince === null) return (await context.session.status(path)).messages;
  return (await uidsSince(context, await context.session.select(path), context.syncSince)).length;
}

/** False when the folder was left for the next pull. */
async function pullOrLeave(context: PullContext, folder: FolderRecord, look: Look): Promise<boolean> {
  return await unlessLeft(context, folder, async () => {
    await pullFolder(context, folder, look);
  });
}

async function unlessLeft(
  context: PullContext,
  folder: FolderRecord,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (context.session.ended || !isFoldersOwn(error)) throw error;
    context.log.warn(
      { folderId: folder.id, kind: error.kind, code: error.code },
      'folder left for the next pull',
    );
    return false;
  }
}

function isFoldersOwn(error: unknown): error is Failure {
  return (
    error instanceof Failure &&
    ['folder-not-selectable', 'folder-invalid', 'protocol-error'].includes(error.kind)
  );
}
