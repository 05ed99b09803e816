/**
 * One folder compared with the store, in its own words: what the server lists and the store lacks is fetched, what the store has and the
 * server lists no more, at a second look as well, is taken away. The server is asked and never told anything.
 *
 * Unlike the pull it also looks below the first UID that was never pulled where the account has a sync start, and it doubts each message
 * that seems to be gone. New mail is the pull's: it was not missed.
 */
import type { CheckedFolder, Mended } from '@mailroom/model';
import type { FolderRecord } from '../../ports/mail.ts';
import type { PullContext, Reconciled } from '../pull/index.ts';
import { reconcile, refreshLabels, uidsSince } from '../pull/index.ts';

export interface FolderFound {
  folder: CheckedFolder;
  mended: Mended;
}

/**
 * @param folder listed to its end
 * @throws Failure as `reconcile`; `folder-not-selectable`, `folder-invalid`
 */
export async function checkFolder(context: PullContext, folder: FolderRecord): Promise<FolderFound> {
  const { session, syncSince } = context;
  const seen = await session.select(folder.path);
  // Numbered anew, or being listed: the pull deals with it, and the next check compares it.
  if (seen.uidValidity !== folder.uidValidity || folder.listedFrom === null) return notCompared(folder);
  const since = syncSince === null ? null : await uidsSince(context, seen, syncSince);
  const wanted = since && new Set(since);
  const firstNew = folder.uidNext ?? Number.POSITIVE_INFINITY;
  const older = new Set<number>();
  const arrived = new Set<number>();
  const from = wanted ? Math.min(folder.listedFrom, since?.[0] ?? folder.listedFrom) : 1;
  const compared = await reconcile(context, {
    folder,
    seen,
    from,
    mayAdd: (uid) => {
      if (uid >= firstNew) arrived.add(uid);
      else if (wanted && !wanted.has(uid)) older.add(uid);
      else return true;
      return false;
    },
    doubtsEach: true,
  });
  const unanswered = await stillListed(context, compared.unanswered);
  const labels = await refreshLabels(context, folder, seen);
  const below = from <= 1 ? 0 : Math.max(0, seen.exists - compared.listed);
  return {
    folder: {
      folderId: String(folder.id),
      listed: below + compared.listed - arrived.size,
      beforeStart: below + older.size,
      unanswered: unanswered.length,
      failure: null,
    },
    mended: mendedOf(compared, labels),
  };
}

function mendedOf({ added, removed, reflagged }: Reconciled, labels: number): Mended {
  return {
    ...(added > 0 && { missing: added }),
    ...(removed > 0 && { gone: removed }),
    ...(reflagged > 0 && { flags: reflagged }),
    ...(labels > 0 && { labels }),
  };
}

/** Whoever left between being listed and being asked for is no gap. */
async function stillListed({ session }: PullContext, uids: readonly number[]): Promise<number[]> {
  return uids.length === 0 ? [] : await session.searchUids({ among: uids });
}

function notCompared({ id, serverMessages }: FolderRecord): FolderFound {
  const counts = { listed: serverMessages ?? 0, beforeStart: 0, unanswered: 0 };
  return { folder: { folderId: String(id), ...counts, failure: 'folder-invalid' }, mended: {} };
}
