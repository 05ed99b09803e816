/**
 * A move between Gmail's labels: the message stays in All Mail, is given one label and loses another. Doing it twice is doing it once.
 */
import type { LabelPush } from '../../ports/intents.ts';
import type { PushContext } from './context.ts';
import { settleRefused } from './refusal.ts';
import { withoutVanished } from './vanished.ts';

/** All Mail is selected. @throws Failure when the session ends */
export async function pushLabels(context: PushContext, push: LabelPush): Promise<void> {
  const { session, intents } = context;
  const { add, remove } = push;
  try {
    await withoutVanished(
      session,
      push.uids.map((uid) => ({ uid })),
      (uids) => session.storeLabels(uids, { add, remove }),
    );
  } catch (thrown) {
    await settleRefused(context, push.intentIds, 'move-refused', thrown);
    return;
  }
  await intents.settle(push.intentIds);
}
