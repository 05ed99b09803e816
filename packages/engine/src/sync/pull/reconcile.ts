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
  /** As in `removeGone`. */
  doubtsEach?: boolean;
}

export interface Reconciled {
  /** UIDs listed, and the greatest of them; 0 where there is none. */
  listed: number;
  greatest: number;
  /** Something in the store was other than on the server. */
  changed: boolean;
  /** Places added, taken away, and given other flags. */
  added: number;
  removed: number;
  reflagged: number;
  /** UIDs that the server lists and gives nothing of. */
  unanswered: number[];
}

/** @param look 1 at first, 2 when the server is asked again because its answer was short of its count */
export async function reconcile(context: PullContext, task: ReconcileTask, look = 1): Promise<Reconciled> {
  const { folder, seen, from, doubtsEach = false } = task;
  const { session } = context;
  const gone: number[] = [];
  const unanswered: number[] = [];
  let [listed, stored, greatest, added, reflagged] = [0, 0, 0, 0, 0];
  const last = lastUid(task);
  for (const stretch of [...stretches(from, last), ...(await storedBeyond(context, task, last))]) {
    const table = await readStretch(session, stretch);
    listed += table.size;
    greatest = Math.max(greatest, table.uids.at(-1) ?? 0);
    const found = await compareStretch(context, task, table, stretch);
    stored += found.stored;
    added += found.added;
    reflagged += found.reflagged;
    for (const uid of found.gone) gone.push(uid);
    for (const uid of found.unanswered) unanswered.push(uid);
  }
  if (from <= 1 && listed < seen.exists) {
    // Fewer than were counted: some were expunged meanwhile, the answer was not all, or UIDNEXT was told too low.
    const again = await session.select(seen.path);
    if (again.uidValidity !== seen.uidValidity) throw contradiction(session.host, seen.path);
    if (look === 1) {
      const second = await reconcile(context, { ...task, seen: again }, 2);
      const both = { added: second.added + added, reflagged: second.reflagged + reflagged };
      return { ...second, ...both, changed: second.changed || added + reflagged > 0 };
    }
    if (listed < again.exists - arrivedBetween(seen, again)) throw contradiction(session.host, seen.path);
  }
  const inOrder = gone.sort((a, b) => a - b);
  const removed = await removeGone(context, { folder, seen, gone: inOrder, stored, everyOne: doubtsEach });
  const changed = gone.length + added + reflagged + unanswered.length > 0;
  return { listed, greatest, changed, added, removed, reflagged, unanswered };
}

interface FoundInStretch extends Pick<Reconciled, 'added' | 'reflagged' | 'unanswered'> {
  /** Places that the store held there. */
  stored: number;
  gone: number[];
}

async function compareStretch(
  context: PullContext,
  { folder, mayAdd }: ReconcileTask,
  table: MarkedTable,
  stretch: UidWindow,
): Promise<FoundInStretch> {
  const { mail, progress } = context;
  const { stored, windows } = await differingRows(mail, folder.id, table, stretch);
  const gone: number[] = [];
  const missing: number[] = [];
  let [absent, reflagged] = [0, 0];
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
    reflagged += difference.changed.length;
    if (difference.changed.length > 0) await mail.saveFlags(folder.id, difference.changed);
  }
  progress.advance(table.size - absent);
  const unanswered = await addMissing(context, folder, missing);
  return { stored, gone, added: missing.length - unanswered.length, reflagged, unanswered };
}

/** UIDs that were stored are looked at even where UIDNEXT says that there is none such: it is they that are gone then. */
function lastUid({ folder, seen }: ReconcileTask): number {
  return seen.uidNext === null ? maxUid : Math.max(seen.uidNext, folder.uidNext ?? 1, 2) - 1;
}

/**
 * Places that nobody's UIDNEXT knows of: nothing should leave such, and nothing else would ever look at them. The server is asked before
 * they are taken away, since some tell UIDNEXT too low.
 */
async function storedBeyond(
  { mail }: PullContext,
  { folder, from }: ReconcileTask,
  last: number,
): Promise<UidWindow[]> {
  if (last >= maxUid) return [];
  const beyond = { from: Math.max(from, last + 1), to: maxUid };
  const [{ count } = { count: 0 }] = await mail.placeSums(folder.id, [beyond]);
  return count > 0 ? [beyond] : [];
}

/** At most; a message that came and went counts as well. */
function arrivedBetween(before: SelectedFolder, after: SelectedFolder): number {
  return Math.max(0, (after.uidNext ?? 0) - (before.uidNext ?? 0));
}
