import { asFailure } from '@mailroom/model';
import type { Removal } from '../../ports/intents.ts';
import type { PushContext } from './context.ts';
import { isRefusal } from './refusal.ts';
import { withoutVanished } from './vanished.ts';

/**
 * Removes exactly these messages of the selected folder.
 *
 * @returns `marked` where the server cannot, or would not, remove what it has marked.
 * @throws Failure where it would not even mark them
 */
export async function removeUids({ session, log }: PushContext, uids: readonly number[]): Promise<Removal> {
  const marked = await withoutVanished(
    session,
    uids.map((uid) => ({ uid })),
    (left) => session.filing.markDeleted(left),
  );
  if (marked.length === 0) return 'removed';
  if (!session.capabilities.uidplus) return 'marked';
  try {
    await session.filing.expunge(marked.map(({ uid }) => uid));
    return 'removed';
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (!isRefusal(session, failure)) throw failure;
    log.warn({ code: failure.code }, 'the server kept messages that it had marked as deleted');
    return 'marked';
  }
}
