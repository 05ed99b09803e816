/**
 * Fetches and stores what messages say: text parts only, attachments stay on the server until someone opens them. What is still to
 * be read is what the store calls pending, so a restart goes on where it stopped. Every message of a batch leaves it stored, named
 * unreadable, or without its place: none can hold up the rest.
 */
import type { BodyJob, MimePool } from '../../mime/index.ts';
import type { PendingBody } from '../../ports/mail.ts';
import type { PullContext } from './context.ts';

/** Turns bytes into text, in threads of its own. */
export type BodyReader = Pick<MimePool, 'readBodies'>;

/** Messages asked for in one go. */
const batchSize = 200;
/** Stored in one transaction, which requests that write wait for: mostly 20 ms, some 100 when the index merges. */
const storedTogether = 100;
/** Of each part; a longer text is cut, its source stays downloadable. */
const maxPartBytes = 1024 * 1024;
/** What a batch may bring in at most, as far as the structure told. */
const maxBatchBytes = 16 * 1024 * 1024;
const maxSourceBytes = 32 * 1024 * 1024;

/**
 * Reads pending bodies, newest first, in batches: while one is read and stored the next is fetched, so that server, reading threads
 * and store work at the same time. Two batches are in memory at most.
 */
export class TextPull {
  readonly #context: PullContext;
  readonly #reader: BodyReader;
  /** Messages whose folder could not be reached in this run. */
  readonly #unreachable = new Set<number>();
  /** Messages of the batch that is being read and stored: still pending to the store. */
  #inHand: ReadonlySet<number> = new Set();
  #stored: Promise<void> = Promise.resolve();

  constructor(context: PullContext, reader: BodyReader) {
    this.#context = context;
    this.#reader = reader;
  }

  /**
   * Fetches a batch, and begins to read and store it once the batch before it is stored.
   * @returns false when there is nothing left to do now, and all that was fetched is stored
   */
  async next(): Promise<boolean> {
    const { mail, accountId } = this.#context;
    const passedOver = this.#unreachable.size + this.#inHand.size;
    const pending = await mail.pendingBodies(accountId, batchSize + passedOver);
    const batch = withinBytes(
      pending.filter(({ messageId }) => !this.#unreachable.has(messageId) && !this.#inHand.has(messageId)),
    );
    const jobs: BodyJob[] = [];
    for (const group of Map.groupBy(batch, ({ folderId }) => folderId).values()) {
      jobs.push(...(await fetchGroup(this.#context, group, this.#unreachable)));
    }
    await this.#stored;
    this.#inHand = new Set(jobs.map(({ messageId }) => messageId));
    this.#stored = readAndStore(this.#context, this.#reader, jobs);
    // Who awaits it next hears of a failure; until then it has merely not been asked.
    this.#stored.catch(() => undefined);
    return batch.length > 0;
  }

  /** Resolves when nothing is being read or stored any more. Never rejects: `next` tells failures. */
  async settled(): Promise<void> {
    await this.#stored.catch(() => undefined);
  }
}

async function readAndStore(
  { mail, progress }: PullContext,
  reader: BodyReader,
  jobs: readonly BodyJob[],
): Promise<void> {
  if (jobs.length === 0) return;
  const bodies = await reader.readBodies(jobs);
  for (let start = 0; start < bodies.length; start += storedTogether) {
    const together = bodies.slice(start, start + storedTogether);
    await mail.saveBodies(together);
    progress.advance(together.length);
  }
}

/** What the server gave of one folder's messages. Those it gave nothing of are settled here, since that asks the server again. */
async function fetchGroup(
  context: PullContext,
  group: PendingBody[],
  unreachable: Set<number>,
): Promise<BodyJob[]> {
  const [head] = group;
  if (!head || !(await isSelected(context, head))) {
    for (const { messageId } of group) unreachable.add(messageId);
    return [];
  }
  const raw = await fetchRaw(context, group);
  const unanswered = group.filter(({ uid }) => !raw.has(uid));
  if (unanswered.length > 0) {
    await settleUnanswered(context, unanswered);
    context.progress.advance(unanswered.length);
  }
  return [...raw.values()];
}

/** False when the folder is gone or numbered anew; the next pull of the folder list mends that. */
async function isSelected(context: PullContext, { folderPath, uidValidity }: PendingBody): Promise<boolean> {
  try {
    return (await context.session.enter(folderPath)) === uidValidity;
  } catch (error) {
    if (context.session.ended) throw error;
    return false;
  }
}

async function fetchRaw(context: PullContext, group: PendingBody[]): Promise<Map<number, BodyJob>> {
  const { session } = context;
  const raw = new Map<number, BodyJob>();
  for (const { messageId, uid } of group.filter((body) => !needsFetch(body))) {
    raw.set(uid, { messageId, kind: 'parts', parts: [] });
  }
  const byParts = group.filter((body) => needsFetch(body) && body.structureKnown);
  const requests = byParts.map(({ uid, textParts }) => ({ uid, parts: textParts.map(({ part }) => part) }));
  const answers = await session.fetchTextParts(requests, maxPartBytes);
  for (const { messageId, uid, textParts } of byParts) {
    const answer = answers.get(uid);
    if (!answer) continue;
    const parts = textParts.flatMap((part) => {
      const bytes = answer.get(part.part.toUpperCase());
      return bytes ? [{ part, bytes }] : [];
    });
    raw.set(uid, { messageId, kind: 'parts', parts });
  }
  for (const { messageId, uid, structureKnown } of group) {
    if (structureKnown) continue;
    const source = await session.fetchSource(uid, maxSourceBytes);
    if (source) raw.set(uid, { messageId, kind: 'source', source });
  }
  return raw;
}

function needsFetch(body: PendingBody): boolean {
  return !body.structureKnown || body.textParts.length > 0;
}

/** No answer means gone, or a server that will not give this message's parts: the second is told apart and said. */
async function settleUnanswered(context: PullContext, unanswered: PendingBody[]): Promise<void> {
  const uids = unanswered.map(({ uid }) => uid).sort((a, b) => a - b);
  const present = new Set(await context.session.searchUids({ among: uids }));
  const [head] = unanswered;
  const gone = uids.filter((uid) => !present.has(uid));
  if (head && gone.length > 0) await context.mail.removePlaces(head.folderId, gone);
  const refused = unanswered.filter(({ uid }) => present.has(uid));
  if (refused.length === 0) return;
  context.log.warn(
    { messages: refused.map(({ messageId }) => messageId) },
    'the server gives no text of these',
  );
  await context.mail.saveBodies(
    refused.map(({ messageId }) => ({
      messageId,
      state: 'unreadable',
      reason: 'The server did not answer with the text of this message.',
    })),
  );
}

/** As many of the newest as stay within the bytes a batch may bring in, and one at least. */
function withinBytes(pending: readonly PendingBody[]): PendingBody[] {
  let bytes = 0;
  const batch: PendingBody[] = [];
  for (const body of pending.slice(0, batchSize)) {
    bytes += expectedBytes(body);
    if (batch.length > 0 && bytes > maxBatchBytes) break;
    batch.push(body);
  }
  return batch;
}

function expectedBytes(body: PendingBody): number {
  if (!body.structureKnown) return Math.min(body.size, maxSourceBytes);
  return body.textParts.reduce((sum, { size }) => sum + Math.min(size ?? maxPartBytes, maxPartBytes), 0);
}
