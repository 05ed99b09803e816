/**
 * Makes the stored places of a selected folder equal a list of UIDs the server gave, newest first and in windows, so that memory
 * does not grow with the folder. Idempotent: what is stored already is compared, not fetched again, which is also how an
 * interrupted listing continues.
 */
import type { Arrival, FolderRecord } from '../../ports/mail.ts';
import type { PullContext } from './context.ts';
import { flagDifference, isSuspicious, uidDifference } from './difference.ts';
import { confirmGone } from './listing.ts';

/** UIDs compared at a time. */
const windowSize = 5_000;
/** Structures fetched and stored at a time: one command, one transaction, for which requests that write wait. */
const batchSize = 250;
/** The first batch is what a person looks at while the rest arrives. */
const firstBatchSize = 100;

export interface ReconcileTask {
  folder: Pick<FolderRecord, 'id' | 'path'>;
  uidValidity: number;
  /** Ascending; every UID of the folder in `from`..`to`. */
  uids: readonly number[];
  from: number;
  to: number;
  /** UIDs from here on that are not stored are fetched; below, they are mail from before the sync start. */
  addFrom: number;
  /** Stops after the first batch: what a first screen shows. */
  newestOnly?: boolean;
}

export async function reconcile(context: PullContext, task: ReconcileTask): Promise<void> {
  const gone: number[] = [];
  let stored = 0;
  for (const window of windows(task)) {
    const places = await context.mail.places(task.folder.id, { from: window.from, to: window.to });
    stored += places.length;
    const difference = uidDifference(places, window.uids);
    gone.push(...difference.gone);
    await addMissing(
      context,
      task.folder,
      difference.missing.filter((uid) => uid >= task.addFrom),
    );
    if (places.length > 0) {
      const flags = await context.session.fetchFlags({ from: window.from, to: window.to });
      await saveChangedFlags(context, task.folder.id, flagDifference(places, flags));
    }
    context.progress.advance(window.uids.length - difference.missing.length);
  }
  await removeGone(context, task, gone, stored);
}

/** Fetches and stores structures, newest first. While a batch is stored the server works on the next. */
export async function addMissing(
  context: PullContext,
  folder: ReconcileTask['folder'],
  uids: readonly number[],
): Promise<void> {
  for await (const { batch, arrivals } of fetchedAhead(newestFirst(uids), structuresOf(context, folder))) {
    if (arrivals.length > 0) await context.mail.addArrivals(folder.id, arrivals);
    context.progress.advance(batch.length);
  }
}

type FetchBatch = (uids: readonly number[]) => Promise<Arrival[]>;

/**
 * Gmail shows a message in a folder for each of its labels, and in All Mail. Of what is stored already only the place is new: that is
 * asked for in a twentieth of the octets, of which Gmail gives so many a day. The inbox comes first, and is stored from nowhere else.
 */
function structuresOf({ session, mail }: PullContext, folder: ReconcileTask['folder']): FetchBatch {
  if (!session.capabilities.gmail || folder.path.toUpperCase() === 'INBOX') {
    return (uids) => session.fetchStructures(uids);
  }
  return async (uids) => {
    const sightings = await session.fetchSightings(uids);
    if (sightings.length === 0) return await session.fetchStructures(uids);
    const known = await mail.addKnown(folder.id, sightings);
    return await session.fetchStructures(uids.filter((uid) => !known.has(uid)));
  };
}

interface Fetched {
  batch: readonly number[];
  arrivals: Arrival[];
}

/** One batch ahead of whoever takes them. However it ends, the session has answered by then: it takes one command at a time. */
async function* fetchedAhead(
  batches: readonly (readonly number[])[],
  fetch: FetchBatch,
): AsyncGenerator<Fetched> {
  let coming = fetch(batches[0] ?? []);
  try {
    for (const [at, batch] of batches.entries()) {
      const arrivals = await coming;
      coming = fetch(batches[at + 1] ?? []);
      // Heard of when it is awaited; until then it has merely not been asked.
      coming.catch(() => undefined);
      yield { batch, arrivals };
    }
  } finally {
    await coming.catch(() => undefined);
  }
}

function newestFirst(uids: readonly number[]): (readonly number[])[] {
  const batches = [];
  for (let end = uids.length, size = firstBatchSize; end > 0; end -= size, size = batchSize) {
    batches.push(uids.slice(Math.max(0, end - size), end));
  }
  return batches;
}

/** Removes places the server no longer has; when many went at once, only after it said so twice. */
export async function removeGone(
  context: PullContext,
  task: Pick<ReconcileTask, 'folder' | 'uidValidity'>,
  gone: readonly number[],
  stored: number,
): Promise<void> {
  if (gone.length === 0) return;
  const { session, mail, log } = context;
  const confirmed = isSuspicious(gone.length, stored)
    ? await confirmGone(session, task.folder.path, task.uidValidity, gone)
    : gone;
  log.debug({ folderId: task.folder.id, gone: confirmed.length }, 'messages left the folder');
  for (let start = 0; start < confirmed.length; start += windowSize) {
    await mail.removePlaces(task.folder.id, confirmed.slice(start, start + windowSize));
  }
}

export async function saveChangedFlags(
  context: PullContext,
  folderId: number,
  changed: readonly { uid: number; flags: string[] }[],
): Promise<void> {
  for (let start = 0; start < changed.length; start += batchSize) {
    await context.mail.saveFlags(folderId, changed.slice(start, start + batchSize));
  }
}

interface Window {
  uids: readonly number[];
  from: number;
  to: number;
}

/** Newest first. Together they cover `from`..`to` without a gap, so that a stored UID between two windows is missed by none. */
function* windows({ uids, from, to, newestOnly }: ReconcileTask): Generator<Window> {
  const size = newestOnly ? firstBatchSize : windowSize;
  let end = uids.length;
  let upper = to;
  while (upper >= from) {
    const start = Math.max(0, end - size);
    const first = start === 0 ? from : (uids[start] ?? from);
    yield { uids: uids.slice(start, end), from: first, to: upper };
    if (start === 0 || newestOnly) return;
    end = start;
    upper = first - 1;
  }
}
