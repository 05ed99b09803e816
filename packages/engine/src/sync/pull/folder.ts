/**
 * Pulls one folder.
 *
 * ```
 *  unknown ──select──▶ listing ──every UID stored──▶ listed ─┐
 *                        ▲  ▲                          │  ▲  │ nothing / arrivals / changed since / compare
 *                        │  └── restart: what is       │  └──┘
 *                        │      stored is not          │
 *                        │      fetched again          │
 *                        └──── reset ◀─ UIDVALIDITY ───┘
 * ```
 * The state is what the store holds: `uidValidity` null is unknown, `listedFrom` null is listing. Every step may be cut off and run
 * again: arrivals overwrite themselves, differences shrink, and the counts that let a later pull skip work are stored last.
 */
import type { FolderRecord } from '../../ports/mail.ts';
import type { SelectedFolder } from '../../provider/imap/index.ts';
import type { PullContext } from './context.ts';
import { decideFolder, type FolderAction, type Look } from './decide.ts';
import { flagDifference, uidDifference } from './difference.ts';
import { listUids, uidsFrom } from './listing.ts';
import { addMissing, reconcile, removeGone, saveChangedFlags } from './reconcile.ts';

const maxUid = 0xffff_ffff;

/** How much of a first listing is done before returning: all of it, or the newest batch, for a first screen. */
export type ListingExtent = 'all' | 'newest';

export async function pullFolder(
  context: PullContext,
  folder: FolderRecord,
  look: Look,
  extent: ListingExtent = 'all',
): Promise<FolderAction['do']> {
  const seen = await context.session.select(folder.path);
  const action = decideFolder(folder, seen, look);
  switch (action.do) {
    case 'nothing':
      break;
    case 'reset':
      context.log.info({ folderId: folder.id }, 'UIDVALIDITY changed: the folder is listed anew');
      await context.mail.resetFolder(folder.id, seen.uidValidity);
      await list(context, folder, seen, extent);
      break;
    case 'list':
      await list(context, folder, seen, extent);
      break;
    case 'arrivals':
      await saveListed(
        context,
        folder,
        seen,
        folder.listedFrom ?? 1,
        await addArrivals(context, folder, seen, action.from),
      );
      break;
    case 'changed-since':
      await applyChangedSince(context, folder, seen, action);
      break;
    case 'compare':
      await compare(context, folder, seen, action.from);
      break;
  }
  return action.do;
}

async function list(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  extent: ListingExtent,
): Promise<void> {
  const uids = await listUids(context.session, seen, context.syncSince);
  await context.mail.saveFolderSync(folder.id, {
    uidValidity: seen.uidValidity,
    uidNext: null,
    highestModseq: null,
    listedFrom: null,
    serverMessages: seen.exists,
  });
  await reconcile(context, {
    folder,
    uidValidity: seen.uidValidity,
    uids,
    from: 1,
    to: lastUid(seen),
    addFrom: 1,
    newestOnly: extent === 'newest',
  });
  if (extent === 'all') await saveListed(context, folder, seen, uids[0] ?? nextUid(seen, uids), uids);
}

async function addArrivals(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  from: number,
): Promise<number[]> {
  const uids = await uidsFrom(context.session, seen, from);
  const { missing } = uidDifference(await context.mail.places(folder.id, { from, to: maxUid }), uids);
  await addMissing(context, folder, missing);
  return uids;
}

/** RFC 7162 3.1.4.1. CHANGEDSINCE tells of flags and arrivals; what was expunged shows in the count alone. */
async function applyChangedSince(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  { from, modseq }: { from: number; modseq: string },
): Promise<void> {
  const listedFrom = folder.listedFrom ?? 1;
  const changed = await context.session.fetchFlags({ from: listedFrom, to: '*' }, modseq);
  const known = changed.filter(({ uid }) => uid < from);
  for (const { places, flags } of await storedAmong(context, folder.id, known)) {
    await saveChangedFlags(context, folder.id, flagDifference(places, flags));
  }
  const arrived = await addArrivals(context, folder, seen, from);
  if ((folder.serverMessages ?? 0) + arrived.length !== seen.exists) {
    const uids = await uidsFrom(context.session, seen, listedFrom);
    const places = await context.mail.places(folder.id, { from: listedFrom, to: lastUid(seen) });
    await removeGone(
      context,
      { folder, uidValidity: seen.uidValidity },
      uidDifference(places, uids).gone,
      places.length,
    );
  }
  await saveListed(context, folder, seen, listedFrom, arrived);
}

/** Flags of changed messages beside what is stored, in stretches, so that a folder of which little changed is not read whole. */
async function storedAmong(
  context: PullContext,
  folderId: number,
  changed: readonly { uid: number; flags: string[] }[],
): Promise<{ places: { uid: number; flags: string[] }[]; flags: { uid: number; flags: string[] }[] }[]> {
  const stretches = [];
  const stretchSize = 1_000;
  for (let start = 0; start < changed.length; start += stretchSize) {
    const flags = changed.slice(start, start + stretchSize);
    const [first, last] = [flags[0], flags.at(-1)];
    if (!first || !last) continue;
    const places = await context.mail.places(folderId, { from: first.uid, to: last.uid });
    stretches.push({ places, flags });
  }
  return stretches;
}

async function compare(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  from: number,
): Promise<void> {
  const listedFrom = context.syncSince === null ? 1 : (folder.listedFrom ?? 1);
  const uids = await uidsFrom(context.session, seen, listedFrom);
  await reconcile(context, {
    folder,
    uidValidity: seen.uidValidity,
    uids,
    from: listedFrom,
    to: lastUid(seen),
    // Without a sync start every message belongs in the store, and a hole left by whatever cause is mended here.
    addFrom: context.syncSince === null ? listedFrom : from,
  });
  await saveListed(context, folder, seen, listedFrom, uids);
}

async function saveListed(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  listedFrom: number,
  uids: readonly number[] = [],
): Promise<void> {
  await context.mail.saveFolderSync(folder.id, {
    uidValidity: seen.uidValidity,
    uidNext: Math.max(nextUid(seen, uids), seen.uidNext === null ? (folder.uidNext ?? 1) : 1),
    highestModseq: seen.highestModseq,
    listedFrom,
    serverMessages: seen.exists,
  });
}

/** RFC 3501 lets a server keep UIDNEXT to itself; one above the greatest UID it named is the same. */
function nextUid(seen: SelectedFolder, uids: readonly number[]): number {
  return seen.uidNext ?? (uids.at(-1) ?? 0) + 1;
}

function lastUid(seen: SelectedFolder): number {
  return seen.uidNext === null ? maxUid : Math.max(seen.uidNext - 1, 0);
}
