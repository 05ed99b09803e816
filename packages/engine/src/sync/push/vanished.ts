/** Messages that left the folder between the moment they were asked for and the command that names them. */
import { asFailure } from '@mailroom/model';
import type { ImapSession } from '../../provider/imap/index.ts';
import { isRefusal } from './refusal.ts';

/** Of these UIDs of the selected folder, those that it still holds. */
export async function stillThere(session: ImapSession, uids: readonly number[]): Promise<Set<number>> {
  return new Set(await session.searchUids({ among: [...uids].sort((a, b) => a - b) }));
}

/**
 * Runs a command for messages of the selected folder. Some servers refuse it for all when one of them is gone (Exchange: "Some of the
 * requested messages no longer exist"); then it is run again for those that are left.
 *
 * @returns the messages that it was run for at last.
 * @throws Failure the refusal, where nobody had left
 */
export async function withoutVanished<Message extends { uid: number }>(
  session: ImapSession,
  messages: readonly Message[],
  command: (uids: number[]) => Promise<void>,
): Promise<readonly Message[]> {
  const uids = messages.map(({ uid }) => uid);
  try {
    await command(uids);
    return messages;
  } catch (thrown) {
    if (!isRefusal(session, asFailure(thrown))) throw thrown;
    const there = await stillThere(session, uids);
    const left = messages.filter(({ uid }) => there.has(uid));
    if (left.length === messages.length) throw thrown;
    if (left.length > 0) await command(left.map(({ uid }) => uid));
    return left;
  }
}
