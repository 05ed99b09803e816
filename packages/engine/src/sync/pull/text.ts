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
/** Of each part; a longer text is cut, its source stays downloadable. */
const maxPartBytes = 1024 * 1024;
/** What a batch may bring in at most, as far as the structure told. */
const maxBatchBytes = 16 * 1024 * 1024;
const maxSourceBytes = 32 * 1024 * 1024;

/**
 * Reads one batch of pending bodies, newest first.
 * @param skip message ids whose folder could not be reached in this run
 * @returns how many left the pending state; 0 when there is nothing left to do now
 */
export async function pullTexts(
  context: PullContext,
  reader: BodyReader,
  skip: Set<number>,
): Promise<number> {
  const pending = await context.mail.pendingBodies(context.accountId, batchSize + skip.size);
  const batch = withinBytes(pending.filter(({ messageId }) => !skip.has(messageId)));
  let settled = 0;
  for (const group of Map.groupBy(batch, ({ folderId }) => folderId).values()) {
    settled += await readGroup(context, reader, group, skip);
  }
  return settled;
}

async function readGroup(
  context: PullContext,
  reader: BodyReader,
  group: PendingBody[],
  skip: Set<number>,
): Promise<number> {
  const [head] = group;
  if (!head || !(await isSelected(context, head))) {
    for (const { messageId } of group) skip.add(messageId);
    return 0;
  }
  const raw = await fetchRaw(context, group);
  if (raw.size > 0) await context.mail.saveBodies(await reader.readBodies([...raw.values()]));
  const unanswered = group.filter(({ uid }) => !raw.has(uid));
  if (unanswered.length > 0) await settleUnanswered(context, unanswered);
  context.progress.advance(group.length);
  return group.length;
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
