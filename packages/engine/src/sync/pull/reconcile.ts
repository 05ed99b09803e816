/**
 * Makes the stored places of a selected folder equal what the server lists: UIDs and flags, read in one go and compared by sums, so that
 * a folder of which nothing changed costs a walk over its rows on either side and no more. Idempotent: what is stored already is
 * compared, not fetched again, which is also how an interrupted listing continues.
 */
import type { FolderRecord, UidWindow } from '../../ports/mail.ts';
import type { SelectedFolder } from '../../provider/imap/index.ts';
import { addMissing } from './additions.ts';
import type { PullContext } from './context.ts';
import { tableDifference } from './difference.ts';
import { differingRows } from './differing.ts';
import { contradiction, removeGone } from './removal.ts';
import { type MarkedTable, maxUid, readStretch, stretches } from './scan.ts';

/** Windows that differ whose rows are read at a time. */
const windowsAtOnce = 1_000;

export interface ReconcileTask {
  folder: FolderRecord;
  seen: SelectedFolder;
  /** Lowest UID that is compared. From 1 on the folder is seen whole, and what is listed must agree with what is counted. */
  from: number;
  /** Whether a UID that is not stored belongs in the store; otherwise it is mail from before the sync start. */
  mayAdd(uid: number): boolean;
}

export interface Reconciled {
  /** Greatest UID listed; 0 where there is none. */
  greatest: number;
  /** Something in the store was other than on the server. */
  changed: boolean;
}

/** @param look 1 at first, 2 when the server is asked again because its answer was short of its count */
export async function reconcile(context: PullContext, task: ReconcileTask, look = 1): Promise<Reconciled> {
  const { folder, seen, from } = task;
  const { session } = context;
  const gone: number[] = [];
  let [listed, stored, greatest] = [0, 0, 0];
  let changed = false;
  for (const stretch of stretches(from, lastUid(task))) {
    const table = await readStretch(session, stretch);
    listed += table.size;
    greatest = Math.max(greatest, table.uids.at(-1) ?? 0);
    const found = await compareStretch(context, task, table, stretch);
    stored += found.stored;
    changed ||= found.changed;
    for (const uid of found.gone) gone.push(uid);
  }
  if (from <= 1 && listed < seen.exists) {
    // Fewer than were counted: some were expunged meanwhile, the answer was not all, or UIDNEXT was told too low.
    const again = await session.select(seen.path);
    if (again.uidValidity !== seen.uidValidity) throw contradiction(session.host, seen.path);
    if (look === 1) return await reconcile(context, { ...task, seen: again }, 2);
    if (listed < again.exists - arrivedBetween(seen, again)) throw contradiction(session.host, seen.path);
  }
  await removeGone(context, { folder, seen, gone: gone.sort((a, b) => a - b), stored });
  return { greatest, changed };
}

async function compareStretch(
  context: PullContext,
  { folder, mayAdd }: ReconcileTask,
  table: MarkedTable,
  stretch: UidWindow,
): Promise<{ stored: number; changed: boolean; gone: number[] }> {
  const { mail, progress } = context;
  const { stored, windows } = await differingRows(mail, folder.id, table, stretch);
  const gone: number[] = [];
  const missing: number[] = [];
  let absent = 0;
  let changed = false;
  for (let at = 0; at < windows.length; at += windowsAtOnce) {
    const differing = windows.slice(at, at + windowsAtOnce);
    const places = await mail.placeMarks(
      folder.id,
      differing.filter((window) => window.stored > 0),
    );
    const difference = tableDifference(places, table, differing);
    absent += difference.missing.length;
    for (const uid of difference.gone) gone.push(uid);
    for (const uid of difference.missing) if (mayAdd(uid)) missing.push(uid);
    if (difference.changed.length > 0) {
      changed = true;
      await mail.saveFlags(folder.id, difference.changed);
    }
  }
  progress.advance(table.size - absent);
  await addMissing(context, folder, missing);
  return { stored, changed: changed || gone.length > 0 || missing.length > 0, gone };
}

/** UIDs that were stored are looked at even where UIDNEXT says that there is none such: it is they that are gone then. */
function lastUid({ folder, seen }: ReconcileTask): number {
  return seen.uidNext === null ? maxUid : Math.max(seen.uidNext, folder.uidNext ?? 1, 2) - 1;
}

/** At most; a message that came and went counts as well. */
function arrivedBetween(before: SelectedFolder, after: SelectedFolder): number {
  return Math.max(0, (after.uidNext ?? 0) - (before.uidNext ?? 0));
}
