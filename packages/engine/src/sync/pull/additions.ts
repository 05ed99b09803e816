/** Fetches and stores the structure of messages that are not stored, newest first. */
import type { Arrival, FolderRecord } from '../../ports/mail.ts';
import type { PullContext } from './context.ts';

/** Structures fetched and stored at a time: one command, one transaction, for which requests that write wait. */
export const batchSize = 500;
/**
 * What a person looks at while the rest arrives: fifty conversations, also where each of the newest holds three messages. The texts of the
 * first of them are read while the structures of the others are fetched and stored.
 */
export const firstBatchSizes: readonly number[] = [50, 100];
const firstBatchSize = firstBatchSizes.reduce((sum, size) => sum + size, 0);

type Folder = Pick<FolderRecord, 'id' | 'path'>;

/**
 * While a batch is stored the server works on the next.
 *
 * @param uids ascending
 * @returns those of which the server gave nothing: they are gone meanwhile, or it lists what it does not have
 */
export async function addMissing(
  context: PullContext,
  folder: Folder,
  uids: readonly number[],
): Promise<number[]> {
  const unanswered: number[] = [];
  for await (const fetched of fetchedAhead(newestFirst(uids), structuresOf(context, folder))) {
    const { batch, arrivals, known } = fetched;
    if (arrivals.length > 0) await context.mail.addArrivals(folder.id, arrivals);
    const answered = new Set(arrivals.map(({ uid }) => uid));
    for (const uid of batch) if (!answered.has(uid) && !known.has(uid)) unanswered.push(uid);
    context.progress.advance(batch.length);
  }
  return unanswered;
}

interface Answered {
  arrivals: Arrival[];
  /** UIDs that have a place already. */
  known: ReadonlySet<number>;
}

type FetchBatch = (uids: readonly number[]) => Promise<Answered>;

const none: ReadonlySet<number> = new Set();

/**
 * At Gmail a message may be stored already: moved from Trash, numbered anew, or, where All Mail is not shown, in the folder of another
 * label. Then only the place is new, which is asked for in a twentieth of the octets, of which Gmail gives so many a day. Where nothing
 * of a batch is stored, the next ones are not asked twice: what is known there all the same is recognised when it is stored.
 */
function structuresOf({ session, mail }: PullContext, folder: Folder): FetchBatch {
  if (!session.capabilities.gmail || folder.path.toUpperCase() === 'INBOX') {
    return async (uids) => ({ arrivals: await session.fetchStructures(uids), known: none });
  }
  let someKnown = true;
  return async (uids) => {
    const sightings = someKnown ? await session.fetchSightings(uids) : [];
    if (sightings.length === 0) return { arrivals: await session.fetchStructures(uids), known: none };
    const known = await mail.addKnown(folder.id, sightings);
    someKnown = known.size > 0;
    return { arrivals: await session.fetchStructures(uids.filter((uid) => !known.has(uid))), known };
  };
}

interface Fetched extends Answered {
  batch: readonly number[];
}

/** One batch ahead of whoever takes them. However it ends, the session has answered by then: it takes one command at a time. */
async function* fetchedAhead(
  batches: readonly (readonly number[])[],
  fetch: FetchBatch,
): AsyncGenerator<Fetched> {
  let coming = fetch(batches[0] ?? []);
  try {
    for (const [at, batch] of batches.entries()) {
      const answered = await coming;
      coming = fetch(batches[at + 1] ?? []);
      // Heard of when it is awaited; until then it has merely not been asked.
      coming.catch(() => undefined);
      yield { batch, ...answered };
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
