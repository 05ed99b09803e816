/**
 * Originals that were left with `\Deleted`, since the server had no UIDPLUS then: now that it has, these UIDs are expunged and no others.
 * Of them the server takes only what is marked still (RFC 4315 2.1), so what somebody has unmarked meanwhile stays.
 */
import { asFailure } from '@mailroom/model';
import type { DeletePush } from '../../ports/intents.ts';
import type { PushContext } from './context.ts';
import { isRefusal } from './refusal.ts';
import { stillThere } from './vanished.ts';

/** @throws Failure when the session ends */
export async function removeMarked(context: PushContext): Promise<void> {
  const { accountId, session, intents, log } = context;
  const pushes = await intents.markedPushes(accountId);
  if (!session.capabilities.uidplus) return;
  for (const push of pushes) {
    try {
      await expunge(context, push);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!isRefusal(session, failure)) throw failure;
      log.warn({ code: failure.code }, 'the server kept messages that it had marked as deleted');
    }
  }
}

async function expunge({ session, intents }: PushContext, push: DeletePush): Promise<void> {
  const { folderPath, uidValidity, uids, intentIds } = push;
  if ((await session.enter(folderPath)) !== uidValidity) return;
  await session.filing.expunge(uids);
  const kept = await stillThere(session, uids);
  const gone = intentIds.filter((_, at) => !kept.has(uids[at] ?? 0));
  if (gone.length > 0) await intents.settleGone(gone, 'removed');
}
