/**
 * What changed since a mod-sequence (RFC 7162): flags and arrivals by CHANGEDSINCE; what was expunged by VANISHED where the server has
 * QRESYNC, else by the count alone. Neither is believed against the count: where they do not add up, the folder is compared.
 */
import type { FolderRecord, UidWindow } from '../../ports/mail.ts';
import { type FlagTable, placesOf, type SelectedFolder } from '../../provider/imap/index.ts';
import { addMissing } from './additions.ts';
import type { PullContext } from './context.ts';
import { removeGone } from './removal.ts';
import { maxUid } from './scan.ts';

/** Messages of a window whose count is compared. */
const windowSize = 1_000;
/** Ranges of vanished UIDs summed up at a time, and how many are looked at before comparing the folder costs less. */
const rangesAtOnce = 500;
const mostRanges = 10_000;

export interface ChangedSince {
  /** First UID not yet pulled. */
  from: number;
  modseq: string;
}

/** @returns whether the folder agrees with its count now. If not, something is missing or too much, and nobody said what. */
export async function applyChanges(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  { from, modseq }: ChangedSince,
): Promise<boolean> {
  const { session, mail } = context;
  const listedFrom = folder.listedFrom ?? 1;
  const { told, labels, vanished } = await session.changesSince(listedFrom, modseq);
  const firstNew = told.uids.findIndex((uid) => uid >= from);
  const known = firstNew === -1 ? told.size : firstNew;
  if (known > 0) await mail.saveFlags(folder.id, placesOf(rows(told, 0, known)));
  const arrived = await arrivals(context, seen, from, rows(told, known, told.size));
  if (vanished !== null && vanished.length > mostRanges) return false;
  let removed = vanished === null ? 0 : await removeVanished(context, folder, seen, vanished, from - 1);
  if (lastUid(seen) >= from) await storeArrived(context, folder, seen, arrived, from);
  const expected = (folder.serverMessages ?? 0) + arrived.size;
  const isComplete = async () =>
    expected - removed === seen.exists || (await isStored(context, folder, seen));
  if (vanished === null && expected > seen.exists && !(await isComplete())) {
    removed = await removeUnlisted(context, folder, seen, from - 1);
  }
  if (labels.length > 0) await mail.saveLabels(folder.id, labels);
  return await isComplete();
}

/** What a move of ours took away was counted when the folder was looked at last, and is stored no more. */
async function isStored({ mail }: PullContext, folder: FolderRecord, seen: SelectedFolder): Promise<boolean> {
  if (folder.listedFrom !== 1) return false;
  const [{ count } = { count: 0 }] = await mail.placeSums(folder.id, [{ from: 1, to: maxUid }]);
  return count === seen.exists;
}

/**
 * What a move of ours brought here is stored already, with the flags that were known of it where it came from. Those it has are told now,
 * and the mod-sequence that is stored next covers them, so that nobody would tell them again. Nor would anybody tell that it is gone: no
 * count of this folder has held it.
 */
async function storeArrived(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  arrived: FlagTable,
  from: number,
): Promise<void> {
  const { mail } = context;
  const places = await mail.places(folder.id, { from, to: lastUid(seen) });
  const stored = new Set(places.map(({ uid }) => uid));
  const listed = new Set(arrived.uids);
  const known = placesOf(arrived).filter(({ uid }) => stored.has(uid));
  if (known.length > 0) await mail.saveFlags(folder.id, known);
  await addMissing(
    context,
    folder,
    [...listed].filter((uid) => !stored.has(uid)),
  );
  const gone = [...stored].filter((uid) => !listed.has(uid));
  await removeGone(context, { folder, seen, gone, stored: stored.size });
}

/** Without VANISHED: the places among those stored before that SEARCH does not name any more. */
async function removeUnlisted(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  to: number,
): Promise<number> {
  const { mail, session } = context;
  const from = folder.listedFrom ?? 1;
  const listed = await session.searchUids({ from });
  // Fewer than were counted is no answer (seen as an empty ESEARCH from a folder that holds mail).
  if (from <= 1 && listed.length < seen.exists) return 0;
  const present = new Set(listed);
  const gone: number[] = [];
  let stored = 0;
  for (const window of windowsOfUids(listed, { from, to })) {
    const [{ count } = { count: 0 }] = await mail.placeSums(folder.id, [window]);
    stored += count;
    if (count === window.listed) continue;
    for (const { uid } of await mail.places(folder.id, window)) if (!present.has(uid)) gone.push(uid);
  }
  return await removeGone(context, { folder, seen, gone, stored });
}

/** Together they cover the range without a gap. @param uids ascending */
function windowsOfUids(uids: readonly number[], { from, to }: UidWindow): (UidWindow & { listed: number })[] {
  const inside = uids.filter((uid) => uid >= from && uid <= to);
  const windows: (UidWindow & { listed: number })[] = [];
  let lower = from;
  for (let start = 0; start < inside.length; start += windowSize) {
    const listed = inside.slice(start, start + windowSize);
    const upper = start + windowSize >= inside.length ? to : (listed.at(-1) ?? to);
    windows.push({ from: lower, to: upper, listed: listed.length });
    lower = upper + 1;
  }
  return windows.length > 0 ? windows : [{ from, to, listed: 0 }];
}

/** UIDNEXT says how many may have come; a server that named a UIDNEXT too low before does not tell of them as changed now. */
async function arrivals(
  { session }: PullContext,
  seen: SelectedFolder,
  from: number,
  told: FlagTable,
): Promise<FlagTable> {
  const all =
    seen.uidNext !== null && told.size < seen.uidNext - from
      ? await session.flagTable({ from, to: seen.uidNext - 1 })
      : told;
  const beyond = all.uids.findIndex((uid) => uid > lastUid(seen));
  return rows(all, 0, beyond === -1 ? all.size : beyond);
}

function rows({ uids, kinds, lists }: FlagTable, start: number, end: number): FlagTable {
  return { size: end - start, uids: uids.subarray(start, end), kinds: kinds.subarray(start, end), lists };
}

/** A server may name UIDs that were never stored, and in ranges as long as it likes: what is stored decides what is read. */
async function removeVanished(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  vanished: readonly UidWindow[],
  to: number,
): Promise<number> {
  const { mail } = context;
  const ranges = vanished
    .map((range) => ({ from: range.from, to: Math.min(range.to, to) }))
    .filter((range) => range.from <= range.to)
    .sort((a, b) => a.from - b.from);
  const gone: number[] = [];
  for (let start = 0; start < ranges.length; start += rangesAtOnce) {
    const together = ranges.slice(start, start + rangesAtOnce);
    const sums = await mail.placeSums(folder.id, together);
    for (const [at, range] of together.entries()) {
      const count = sums[at]?.count ?? 0;
      if (count === 0) continue;
      if (count === range.to - range.from + 1) {
        for (let uid = range.from; uid <= range.to; uid += 1) gone.push(uid);
      } else for (const { uid } of await mail.places(folder.id, range)) gone.push(uid);
    }
  }
  const stored = folder.serverMessages ?? gone.length;
  return await removeGone(context, { folder, seen, gone: [...new Set(gone)], stored });
}

function lastUid({ uidNext }: SelectedFolder): number {
  return uidNext === null ? maxUid : uidNext - 1;
}
