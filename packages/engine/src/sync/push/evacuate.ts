/** Moves everything that a folder holds into another, before the folder is deleted. */
import { Failure } from '@mailroom/model';
import type { ImapSession } from '../../provider/imap/index.ts';
import { findCopies } from './find-copies.ts';

/** Messages moved by one command: what a server has to hold in mind at once. */
const batchSize = 1_000;

/**
 * Leaves the folder without any message that is not in the target too: empty where the server offers MOVE, else with originals whose
 * copies were named or seen.
 *
 * @throws Failure `folder-not-empty` where the server would not take all, or mail arrived meanwhile
 */
export async function evacuate(session: ImapSession, path: string, targetPath: string): Promise<void> {
  await session.select(path);
  const uids = await session.searchUids();
  for (let start = 0; start < uids.length; start += batchSize) {
    const batch = uids.slice(start, start + batchSize);
    if (session.capabilities.move) await session.filing.move(batch, targetPath);
    else await copyAll(session, path, targetPath, batch);
  }
  await session.select(path);
  const left = await session.searchUids();
  const copied = new Set(session.capabilities.move ? [] : uids);
  if (left.some((uid) => !copied.has(uid))) throw notEmpty(session.host, path);
}

async function copyAll(
  session: ImapSession,
  path: string,
  targetPath: string,
  uids: readonly number[],
): Promise<void> {
  const { uidNext, uidValidity } = await session.select(targetPath);
  const greatest = uidNext === null ? ((await session.searchUids()).at(-1) ?? 0) : 0;
  const target = { uidValidity, uidNext: uidNext ?? greatest + 1 };
  await session.select(path);
  const originals = await session.fetchStructures(uids);
  const { uids: named } = await session.filing.copy(uids, targetPath);
  const unnamed = originals.filter(({ uid }) => !named.has(uid));
  const found = await findCopies(
    session,
    targetPath,
    unnamed.map(({ uid, messageId, size, receivedAt }) => ({
      intentId: uid,
      messageId,
      size,
      receivedAt,
      target,
    })),
  );
  if (found.size < unnamed.length) throw notEmpty(session.host, path);
  await session.select(path);
}

function notEmpty(host: string, folder: string): Failure {
  return new Failure({ origin: 'provider', kind: 'folder-not-empty', detail: { host, folder } });
}
