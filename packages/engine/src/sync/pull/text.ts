/**
 * Fetches and stores what messages say: text parts only, attachments stay on the server until someone opens them. What is still to
 * be read is what the store calls pending, so a restart goes on where it stopped. Every message of a batch leaves it stored, named
 * unreadable, or without its place: none can hold up the rest.
 */
import type { BodyJob, MimePool } from '../../mime/index.ts';
import type { PendingBody } from '../../ports/mail.ts';
import { indexedWords } from '../../words/index.ts';
import type { PullContext } from './context.ts';

/** Turns bytes into text, in threads of its own. */
export type BodyReader = Pick<MimePool, 'readBodies' | 'reserve' | 'warm'>;

/** Messages asked for in one go. */
const batchSize = 400;
/** What a batch may bring in at most, as far as the structure told. */
const maxBatchBytes = 4 * 1024 * 1024;
/** Batches that are being read and stored while the next one is fetched: one in the reading threads, one in the index, one in the store. */
const maxUnderWay = 3;
/** Pending messages that are looked up at once. What arrives meanwhile waits for the next look, and then comes first. */
const lookAhead = 2000;
/** Of each part; a longer text is cut, its source stays downloadable. */
const maxPartBytes = 1024 * 1024;
const maxSourceBytes = 32 * 1024 * 1024;

/**
 * Reads pending bodies, newest first, in batches of one folder. Server, reading threads, index and store work at the same time, on a
 * few batches; so what is in memory is bounded, however large the mailbox.
 *
 * ```
 * look up ─▶ fetch ─▶ ( note the try ─▶ read ─▶ index ─▶ store ) × maxUnderWay
 * ```
 * A message whose try was noted and never ended is a suspect: it may have taken the process with it. Suspects are read one by one, with
 * nothing beside them, so that only the culprit's count rises.
 */
export class TextPull {
  readonly #context: PullContext;
  readonly #reader: BodyReader;
  /** Messages whose folder could not be reached in this run. */
  readonly #unreachable = new Set<number>();
  /** Pending messages that no batch has taken yet. */
  #waiting: PendingBody[] = [];
  /** Batches that are being read and stored, with their messages, which are still pending to the store. One that failed stays. */
  readonly #underWay = new Map<Promise<void>, readonly number[]>();

  constructor(context: PullContext, reader: BodyReader) {
    this.#context = context;
    this.#reader = reader;
  }

  /**
   * Fetches a batch, and begins to read and store it as soon as few enough others are under way.
   * @returns false when there is nothing left to do now, and all that was fetched is stored
   * @throws what a batch before this one has failed with
   */
  async next(): Promise<boolean> {
    if (this.#waiting.length === 0) this.#waiting = await this.#lookUp();
    const batch = this.#takeBatch();
    if (batch.length === 0) {
      await Promise.all(this.#underWay.keys());
      return false;
    }
    const giveBack = await this.#reader.reserve(batch.reduce((sum, body) => sum + expectedBytes(body), 0));
    let stored: Promise<void> = Promise.resolve();
    try {
      const jobs = await fetchBatch(this.#context, batch, this.#unreachable);
      if (batch.some(isSuspect)) {
        await this.#readAlone(jobs);
      } else {
        while (this.#underWay.size >= maxUnderWay) await Promise.race(this.#underWay.keys());
        if (jobs.length > 0) stored = this.#begin(jobs);
      }
    } finally {
      stored.then(giveBack, giveBack);
    }
    return true;
  }

  /** Resolves when nothing is being read or stored any more. Never rejects: `next` tells failures. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay.keys());
  }

  async #lookUp(): Promise<PendingBody[]> {
    const { mail, accountId } = this.#context;
    const passedOver = new Set([...this.#unreachable, ...[...this.#underWay.values()].flat()]);
    const pending = await mail.pendingBodies(accountId, lookAhead + passedOver.size);
    return pending.filter(({ messageId }) => !passedOver.has(messageId));
  }

  /** As many of the newest message's folder as stay within the bytes a batch may bring in, and one at least. */
  #takeBatch(): PendingBody[] {
    const [head] = this.#waiting;
    const batch: PendingBody[] = [];
    let bytes = 0;
    for (const body of this.#waiting) {
      if (body.folderId !== head?.folderId || isSuspect(body) !== isSuspect(head)) continue;
      bytes += expectedBytes(body);
      if (batch.length === batchSize || (batch.length > 0 && bytes > maxBatchBytes)) break;
      batch.push(body);
    }
    const taken = new Set(batch);
    this.#waiting = this.#waiting.filter((body) => !taken.has(body));
    return batch;
  }

  async #readAlone(jobs: readonly BodyJob[]): Promise<void> {
    await Promise.all(this.#underWay.keys());
    for (const job of jobs) await readAndStore(this.#context, this.#reader, [job]);
  }

  #begin(jobs: readonly BodyJob[]): Promise<void> {
    const stored = readAndStore(this.#context, this.#reader, jobs);
    const ids = jobs.map(({ messageId }) => messageId);
    this.#underWay.set(stored, ids);
    stored.then(
      () => this.#underWay.delete(stored),
      // Who awaits it next hears of it; until then it has merely not been asked.
      () => undefined,
    );
    return stored;
  }
}

async function readAndStore(
  { mail, progress, log }: PullContext,
  reader: BodyReader,
  jobs: readonly BodyJob[],
): Promise<void> {
  await mail.noteTries(jobs.map(({ messageId }) => messageId));
  const bodies = await reader.readBodies(jobs, (messageId, deaths) =>
    log.warn({ messageId, deaths }, 'reading this message ended its thread'),
  );
  await mail.saveBodies(bodies);
  progress.advance(bodies.length);
}

/** What the server gave of one folder's messages. Those it gave nothing of are settled here, since that asks the server again. */
async function fetchBatch(
  context: PullContext,
  batch: readonly PendingBody[],
  unreachable: Set<number>,
): Promise<BodyJob[]> {
  const [head] = batch;
  if (!head || !(await isSelected(context, head))) {
    for (const { messageId } of batch) unreachable.add(messageId);
    return [];
  }
  const raw = await fetchRaw(context, batch);
  const unanswered = batch.filter(({ uid }) => !raw.has(uid));
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

async function fetchRaw(context: PullContext, batch: readonly PendingBody[]): Promise<Map<number, BodyJob>> {
  const { session } = context;
  const raw = new Map<number, BodyJob>();
  for (const body of batch.filter((each) => !needsFetch(each))) {
    raw.set(body.uid, { ...about(body), kind: 'parts', parts: [] });
  }
  const byParts = batch.filter((body) => needsFetch(body) && body.structureKnown);
  const requests = byParts.map(({ uid, textParts }) => ({ uid, parts: textParts.map(({ part }) => part) }));
  const answers = await session.fetchTextParts(requests, maxPartBytes);
  for (const body of byParts) {
    const answer = answers.get(body.uid);
    if (!answer) continue;
    const parts = body.textParts.flatMap((part) => {
      const bytes = answer.get(part.part.toUpperCase());
      return bytes ? [{ part, bytes }] : [];
    });
    raw.set(body.uid, { ...about(body), kind: 'parts', parts });
  }
  for (const body of batch) {
    if (body.structureKnown) continue;
    const source = await session.fetchSource(body.uid, maxSourceBytes);
    if (source) raw.set(body.uid, { ...about(body), kind: 'source', source });
  }
  return raw;
}

function about({ messageId, header, deaths }: PendingBody): Pick<BodyJob, 'messageId' | 'header' | 'deaths'> {
  return { messageId, header, deaths };
}

function isSuspect({ deaths }: PendingBody): boolean {
  return deaths > 0;
}

function needsFetch(body: PendingBody): boolean {
  return !body.structureKnown || body.textParts.length > 0;
}

/** No answer means gone, or a server that will not give this message's parts: the second is told apart and said. */
async function settleUnanswered(context: PullContext, unanswered: readonly PendingBody[]): Promise<void> {
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
    refused.map(({ messageId, header }) => ({
      messageId,
      state: 'unreadable',
      reason: 'The server did not answer with the text of this message.',
      words: indexedWords(header, ''),
    })),
  );
}

function expectedBytes(body: PendingBody): number {
  if (!body.structureKnown) return Math.min(body.size, maxSourceBytes);
  return body.textParts.reduce((sum, { size }) => sum + Math.min(size ?? maxPartBytes, maxPartBytes), 0);
}
