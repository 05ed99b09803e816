/**
 * Moves messages to another folder, so that whatever breaks off in between leaves each exactly once.
 *
 * ```
 *           ┌─────────── MOVE (RFC 6851) ────────────┐
 *           │                                        ▼
 *  wanted ──┴▶ copying ──COPYUID, or seen in──▶ copied ──\Deleted, UID EXPUNGE──▶ moved
 *    ▲            │       the target                     of the original alone
 *    │            │
 *    └─ original ─┤ after a crash, or where the server named no copy: is there one in the target, above its UIDNEXT of before?
 *       is there  └─ no copy, no original: somebody else has moved it ──────────▶ moved, where the next pull finds it
 * ```
 * The store notes `copying` before COPY or MOVE is sent, and `copied` before the original is touched. An original is touched only
 * after the server has named or shown its copy.
 */
import { Failure } from '@mailroom/model';
import type { CopiedTo, MovePush, MovingMessage, Removal, TargetBefore } from '../../ports/intents.ts';
import type { CopyResult, ImapSession } from '../../provider/imap/index.ts';
import type { PushContext } from './context.ts';
import { findCopies } from './find-copies.ts';
import { settleRefused, undone } from './refusal.ts';
import { removeUids } from './remove-uids.ts';
import { stillThere, withoutVanished } from './vanished.ts';

interface Begun {
  message: MovingMessage;
  target: TargetBefore;
}

interface Copied {
  message: MovingMessage;
  copy: CopiedTo;
}

/** The push's folder is selected. @throws Failure when the session ends */
export async function pushMoves(context: PushContext, push: MovePush): Promise<void> {
  const begun: Begun[] = [];
  const copied: Copied[] = [];
  const wanted: MovingMessage[] = [];
  for (const message of push.messages) {
    const { step } = message;
    if (step.at === 'copied') copied.push({ message, copy: step.copy });
    else if (step.at === 'copying') begun.push({ message, target: step.target });
    else wanted.push(message);
  }
  const found = await lookAfter(context, push, begun);
  await removeOriginals(context, [...copied, ...found.copied]);
  await move(context, push, [...wanted, ...found.uncopied]);
}

/**
 * What became of messages whose copy was asked for and not confirmed. Those that are moved, or gone, are settled.
 *
 * @returns those that are in both folders now, and those that are where they were.
 */
async function lookAfter(
  context: PushContext,
  push: MovePush,
  begun: readonly Begun[],
): Promise<{ copied: Copied[]; uncopied: MovingMessage[] }> {
  const copied: Copied[] = [];
  const uncopied: MovingMessage[] = [];
  if (begun.length === 0) return { copied, uncopied };
  const { session, intents } = context;
  const there = await stillThere(session, uidsOf(begun));
  const copies = await copiesIn(context, push, begun);
  const left = [];
  for (const { message } of begun) {
    const { intentId, uid } = message;
    const copy = copies.get(intentId) ?? null;
    if (!there.has(uid)) left.push({ intentId, copy, original: 'removed' as const });
    else if (copy) copied.push({ message, copy });
    else uncopied.push(message);
  }
  await intents.settleMoved(left);
  await intents.saveCopies(copied.map(({ message: { intentId }, copy }) => ({ intentId, copy })));
  return { copied, uncopied };
}

async function copiesIn(
  { session }: PushContext,
  push: MovePush,
  begun: readonly Begun[],
): Promise<Map<number, CopiedTo>> {
  const sought = begun.map(({ message, target }) => ({ ...message, target }));
  const copies = await findCopies(session, push.targetPath, sought);
  await comeBack(session, push);
  return copies;
}

/** @throws Failure where the folder was numbered anew meanwhile: the UIDs at hand name other messages then. */
async function comeBack(session: ImapSession, push: MovePush): Promise<void> {
  const { uidValidity } = await session.select(push.folderPath);
  if (uidValidity === push.uidValidity) return;
  throw new Failure({
    origin: 'provider',
    kind: 'protocol-error',
    next: { do: 'wait', until: null },
    detail: { host: session.host, folder: push.folderPath },
  });
}

async function move(context: PushContext, push: MovePush, messages: readonly MovingMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const { session, intents } = context;
  let target: TargetBefore;
  try {
    target = await targetBefore(session, push);
  } catch (thrown) {
    await settleRefused(context, idsOf(messages), 'move-refused', thrown);
    return;
  }
  const still = new Set(await intents.beginMoves(idsOf(messages), target));
  const begun = messages
    .filter(({ intentId }) => still.has(intentId))
    .map((message) => ({ uid: message.uid, message, target }));
  if (begun.length === 0) return;

  const result: CopyResult = { uidValidity: null, uids: new Map() };
  const command = async (uids: number[]) => {
    const answer = session.capabilities.move
      ? await session.filing.move(uids, push.targetPath)
      : await session.filing.copy(uids, push.targetPath);
    result.uidValidity = answer.uidValidity;
    for (const [uid, copy] of answer.uids) result.uids.set(uid, copy);
  };
  try {
    await withoutVanished(session, begun, command);
  } catch (thrown) {
    await settleRefused(context, idsOf(messages), 'move-refused', thrown);
    return;
  }
  await takeAnswer(context, push, begun, result);
}

/** Settles what the server named, and looks for what it did not. */
async function takeAnswer(
  context: PushContext,
  push: MovePush,
  begun: readonly Begun[],
  { uidValidity, uids }: CopyResult,
): Promise<void> {
  const { session, intents } = context;
  const named: Copied[] = [];
  const unnamed: Begun[] = [];
  for (const each of begun) {
    const uid = uids.get(each.message.uid);
    if (uid === undefined || uidValidity === null) unnamed.push(each);
    else named.push({ message: each.message, copy: { uidValidity, uid } });
  }
  if (session.capabilities.move) {
    await intents.settleMoved(
      named.map(({ message: { intentId }, copy }) => ({ intentId, copy, original: 'removed' })),
    );
    named.length = 0;
  } else {
    await intents.saveCopies(named.map(({ message: { intentId }, copy }) => ({ intentId, copy })));
  }
  const seen = await lookAfter(context, push, unnamed);
  await removeOriginals(context, [...named, ...seen.copied]);
  if (seen.uncopied.length > 0) {
    await settleRefused(
      context,
      idsOf(seen.uncopied),
      'move-refused',
      undone('protocol-error', session.host),
    );
  }
}

async function removeOriginals(context: PushContext, copied: readonly Copied[]): Promise<void> {
  if (copied.length === 0) return;
  const messages = copied.map(({ message }) => message);
  let original: Removal;
  try {
    original = await removeUids(
      context,
      messages.map(({ uid }) => uid),
    );
  } catch (thrown) {
    await settleRefused(context, idsOf(messages), 'original-kept', thrown);
    return;
  }
  await context.intents.settleMoved(
    copied.map(({ message: { intentId }, copy }) => ({ intentId, copy, original })),
  );
}

/** UIDNEXT of the target, asked for by STATUS; of a server that keeps it to itself, one above the greatest UID. */
async function targetBefore(session: ImapSession, push: MovePush): Promise<TargetBefore> {
  const { uidValidity, uidNext } = await session.status(push.targetPath);
  if (uidValidity !== null && uidNext !== null) return { uidValidity, uidNext };
  const seen = await session.select(push.targetPath);
  const greatest = (await session.searchUids()).at(-1) ?? 0;
  await comeBack(session, push);
  return { uidValidity: seen.uidValidity, uidNext: seen.uidNext ?? greatest + 1 };
}

function idsOf(messages: readonly MovingMessage[]): number[] {
  return messages.map(({ intentId }) => intentId);
}

function uidsOf(begun: readonly Begun[]): number[] {
  return begun.map(({ message }) => message.uid);
}
