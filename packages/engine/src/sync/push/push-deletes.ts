/**
 * Removes messages for ever: `\Deleted`, then UID EXPUNGE of these UIDs alone (RFC 4315). Without UIDPLUS the mark is all that is safe:
 * EXPUNGE would take what other programs have marked as well. Doing it twice is doing it once.
 */
import type { DeletePush, Removal } from '../../ports/intents.ts';
import type { PushContext } from './context.ts';
import { settleRefused } from './refusal.ts';
import { removeUids } from './remove-uids.ts';

/** The push's folder is selected. @throws Failure when the session ends */
export async function pushDeletes(context: PushContext, push: DeletePush): Promise<void> {
  let removal: Removal;
  try {
    removal = await removeUids(context, push.uids);
  } catch (thrown) {
    await settleRefused(context, push.intentIds, 'delete-refused', thrown);
    return;
  }
  await context.intents.settleGone(push.intentIds, removal);
}
