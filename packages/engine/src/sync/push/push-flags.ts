/** UID STORE per folder (RFC 9051 6.4.6). Setting a flag twice is setting it once, so a push that died half-way is simply repeated. */
import type { FlagPush } from '../../ports/intents.ts';
import type { PushContext } from './context.ts';
import { settleRefused } from './refusal.ts';
import { withoutVanished } from './vanished.ts';

/** The push's folder is selected. @throws Failure when the session ends */
export async function pushFlags(context: PushContext, push: FlagPush): Promise<void> {
  const { session, intents } = context;
  try {
    await withoutVanished(
      session,
      push.uids.map((uid) => ({ uid })),
      (uids) => session.storeFlags(uids, push.flag, push.value),
    );
  } catch (thrown) {
    await settleRefused(context, push.intentIds, 'flag-refused', thrown);
    return;
  }
  await intents.settle(push.intentIds);
}
