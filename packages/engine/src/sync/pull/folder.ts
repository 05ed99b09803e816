/**
 * Pulls one folder.
 *
 * ```
 *  unknown ──select──▶ listing ──every UID stored──▶ listed ─┐
 *                        ▲  ▲                          │  ▲  │ nothing / arrivals / changed since / compare
 *                        │  └── restart: what is       │  └──┘ changed since ──does not add up──▶ compare
 *                        │      stored is not          │
 *                        │      fetched again          │
 *                        └──── reset ◀─ UIDVALIDITY ───┘
 * ```
 * The state is what the store holds: `uidValidity` null is unknown, `listedFrom` null is listing. Every step may be cut off and run
 * again: arrivals overwrite themselves, differences shrink, and the counts that let a later pull skip work are stored last.
 */
import type { Arrival, FolderRecord } from '../../ports/mail.ts';
import type { SelectedFolder } from '../../provider/imap/index.ts';
import { addMissing, batchSize, firstBatchSizes } from './additions.ts';
import { applyChanges } from './changes.ts';
import type { PullContext } from './context.ts';
import { decideFolder, type FolderAction, type Look } from './decide.ts';
import { isLabelled, listNewLabels, refreshLabels, uidsOfInbox } from './labels.ts';
import { dayBefore, uidsSince } from './listing.ts';
import { reconcile } from './reconcile.ts';
import { maxUid } from './scan.ts';

export interface Pulled {
  did: FolderAction['do'];
  /** Something in the store is other than before. */
  changed: boolean;
  /** UIDs and flags were compared row by row. */
  compared: boolean;
}

export async function pullFolder(context: PullContext, folder: FolderRecord, look: Look): Promise<Pulled> {
  const seen = await context.session.select(folder.path);
  const action = decideFolder(folder, seen, look);
  const outcome = await act(context, folder, seen, action);
  await listNewLabels(context, folder, seen);
  return { did: action.do, ...outcome };
}

type Outcome = Pick<Pulled, 'changed' | 'compared'>;

async function act(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  action: FolderAction,
): Promise<Outcome> {
  switch (action.do) {
    case 'nothing':
      return { changed: false, compared: false };
    case 'reset':
      context.log.info({ folderId: folder.id }, 'UIDVALIDITY changed: the folder is listed anew');
      await context.mail.resetFolder(folder.id, seen.uidValidity);
      return await list(context, folder, seen);
    case 'list':
      await voidLeftovers(context, folder, seen);
      return await list(context, folder, seen);
    case 'arrivals':
      await addArrivals(context, folder, seen, action.from);
      return { changed: true, compared: false };
    case 'changed-since':
      if (!(await applyChanges(context, folder, seen, action))) {
        return await compare(context, folder, seen, action.from);
      }
      await saveListed(context, folder, seen, { listedFrom: folder.listedFrom ?? 1, greatest: 0 });
      return { changed: true, compared: false };
    case 'compare':
      return await compare(context, folder, seen, action.from);
  }
}

/**
 * Mail that was announced for the selected folder, in one exchange and without selecting it anew.
 * @returns false where what was announced is not exactly what came: the folder is to be pulled then
 */
export async function pullArrived(context: PullContext, folder: FolderRecord): Promise<boolean> {
  const { session, mail } = context;
  const { uidNext, uidValidity, listedFrom, serverMessages } = folder;
  if (uidNext === null || uidValidity === null || listedFrom === null || serverMessages === null)
    return false;
  if (!session.isIn(folder.path) || (await session.enter(folder.path)) !== uidValidity) return false;
  const announced = session.exists - serverMessages;
  if (announced < 1 || announced > batchSize) return false;
  const arrivals = await session.fetchArrivedFrom(uidNext, announced);
  const last = arrivals.at(-1);
  if (arrivals.length !== announced || !last) return false;
  await mail.addArrivals(folder.id, arrivals);
  // The mod-sequence stays: what it covers besides these messages has not been asked for.
  await mail.saveFolderSync(folder.id, {
    uidValidity,
    uidNext: last.uid + 1,
    highestModseq: folder.highestModseq,
    listedFrom,
    serverMessages: serverMessages + announced,
  });
  context.progress.advance(announced);
  return true;
}

/**
 * The newest messages of a folder that is not listed yet: what a first screen shows, before anything else is asked of the folder.
 * They are taken by their numbers, so that nothing here grows with the folder.
 * @param onStored called each time that some of them are stored, the newest first; while it waits nothing is asked of the folder
 */
export async function pullNewest(
  context: PullContext,
  folder: FolderRecord,
  onStored: () => Promise<void> = async () => undefined,
): Promise<void> {
  const seen = await context.session.select(folder.path);
  if (folder.uidValidity !== null) {
    // Begun before, and cut off: what was stored then was the newest. Or numbered anew, which the listing deals with.
    const [{ count } = { count: 0 }] = await context.mail.placeSums(folder.id, [{ from: 1, to: maxUid }]);
    if (count > 0 || folder.uidValidity !== seen.uidValidity) return;
  }
  await voidLeftovers(context, folder, seen);
  await saveListing(context, folder, seen);
  const from = context.syncSince === null ? null : dayBefore(context.syncSince);
  for await (const newest of newestOf(context, folder, seen)) {
    const wanted = newest.filter(({ receivedAt }) => from === null || receivedAt >= from);
    if (wanted.length === 0) return;
    await context.mail.addArrivals(folder.id, wanted);
    await onStored();
  }
}

/**
 * A reset that was cut off leaves places without a UIDVALIDITY: under the new one their UIDs would be other messages'. What the pull was
 * given of the folder may be older than its newest messages, which are stored first.
 */
async function voidLeftovers(
  { mail, accountId }: PullContext,
  { id, uidValidity }: FolderRecord,
  seen: SelectedFolder,
): Promise<void> {
  if (uidValidity !== null) return;
  const stored = (await mail.listFolders(accountId)).find((folder) => folder.id === id);
  if (stored?.uidValidity !== null) return;
  const [{ count } = { count: 0 }] = await mail.placeSums(id, [{ from: 1, to: maxUid }]);
  if (count > 0) await mail.resetFolder(id, seen.uidValidity);
}

async function* newestOf(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
): AsyncGenerator<Arrival[]> {
  const { session } = context;
  const ofInbox = isLabelled(context, folder) ? await uidsOfInbox(session) : [];
  let newer = 0;
  for (const size of firstBatchSizes) {
    // Whoever got the batch before fetches texts, wherever they lie: without this the next one would be of that folder, stored as this one's.
    if ((await session.enter(folder.path)) !== seen.uidValidity) return;
    const end = Math.max(0, ofInbox.length - newer);
    yield ofInbox.length > 0
      ? await session.fetchStructures(ofInbox.slice(Math.max(0, end - size), end))
      : await session.fetchNewest(size, newer);
    newer += size;
  }
}

async function list(context: PullContext, folder: FolderRecord, seen: SelectedFolder): Promise<Outcome> {
  const { syncSince } = context;
  const since = syncSince === null ? null : await uidsSince(context, seen, syncSince);
  const wanted = since === null ? null : new Set(since);
  await saveListing(context, folder, seen);
  const { greatest } = await reconcile(context, {
    folder,
    seen,
    from: since?.[0] ?? 1,
    mayAdd: (uid) => wanted === null || wanted.has(uid),
  });
  const listedFrom = since === null ? 1 : (since[0] ?? nextUid(seen, greatest));
  await refreshLabels(context, folder, seen);
  await saveListed(context, folder, seen, { listedFrom, greatest });
  return { changed: true, compared: true };
}

async function compare(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  from: number,
): Promise<Outcome> {
  const everything = context.syncSince === null;
  const listedFrom = everything ? 1 : (folder.listedFrom ?? 1);
  const { greatest, changed } = await reconcile(context, {
    folder,
    seen,
    from: listedFrom,
    // Without a sync start every message belongs in the store, and a hole left by whatever cause is mended here.
    mayAdd: (uid) => everything || uid >= from,
  });
  await refreshLabels(context, folder, seen);
  await saveListed(context, folder, seen, { listedFrom, greatest });
  return { changed, compared: true };
}

async function addArrivals(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  from: number,
): Promise<void> {
  const to = (seen.uidNext ?? from) - 1;
  const uids =
    to - from < batchSize
      ? Array.from({ length: to - from + 1 }, (_, at) => from + at)
      : [...(await context.session.flagTable({ from, to })).uids];
  const stored = new Set((await context.mail.places(folder.id, { from, to })).map(({ uid }) => uid));
  await addMissing(
    context,
    folder,
    uids.filter((uid) => !stored.has(uid)),
  );
  await saveListed(context, folder, seen, { listedFrom: folder.listedFrom ?? 1, greatest: to });
}

/** The listing has begun: until it is complete the counts of before say nothing. */
async function saveListing(context: PullContext, folder: FolderRecord, seen: SelectedFolder): Promise<void> {
  await context.mail.saveFolderSync(folder.id, {
    uidValidity: seen.uidValidity,
    uidNext: null,
    highestModseq: null,
    listedFrom: null,
    serverMessages: seen.exists,
    mailboxId: seen.mailboxId,
  });
}

async function saveListed(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  { listedFrom, greatest }: { listedFrom: number; greatest: number },
): Promise<void> {
  await context.mail.saveFolderSync(folder.id, {
    uidValidity: seen.uidValidity,
    uidNext: seen.uidNext ?? Math.max(nextUid(seen, greatest), folder.uidNext ?? 1),
    highestModseq: seen.highestModseq,
    listedFrom,
    serverMessages: seen.exists,
    mailboxId: seen.mailboxId,
  });
}

/** RFC 3501 lets a server keep UIDNEXT to itself; one above the greatest UID it named is the same. */
function nextUid(seen: SelectedFolder, greatest: number): number {
  return seen.uidNext ?? greatest + 1;
}
