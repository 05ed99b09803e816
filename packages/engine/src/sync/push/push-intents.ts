/** Store → server: what people asked for, in the order they asked for it of each message. */
import { asFailure } from '@mailroom/model';
import type { Push } from '../../ports/intents.ts';
import type { PushContext } from './context.ts';
import { pushDeletes } from './push-deletes.ts';
import { pushFlags } from './push-flags.ts';
import { pushLabels } from './push-labels.ts';
import { pushMoves } from './push-moves.ts';
import { isRefusal, settleRefused } from './refusal.ts';

/**
 * Pushes all that waits. What one settles may make room for the next of the same message, so the store is asked until it has nothing
 * that was not tried before: what is postponed waits for the next push.
 *
 * @throws Failure when the session ends; what was not settled stays open
 */
export async function pushIntents(context: PushContext): Promise<void> {
  const tried = new Set<number>();
  for (;;) {
    const pushes = (await context.intents.nextPushes(context.accountId)).filter((push) =>
      intentsOf(push).some((id) => !tried.has(id)),
    );
    if (pushes.length === 0) return;
    for (const push of pushes) {
      for (const id of intentsOf(push)) tried.add(id);
      await pushOne(context, push);
    }
  }
}

/** A refusal that nobody expected holds up these intents only: what may have been done is in the journal, and is looked after next time. */
async function pushOne(context: PushContext, push: Push): Promise<void> {
  try {
    await enterAndPush(context, push);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (!isRefusal(context.session, failure)) throw failure;
    await context.intents.postpone(intentsOf(push), failure.toWire());
  }
}

/** Where a folder was numbered anew, its UIDs name other messages now: that push waits for the pull that matches them again. */
async function enterAndPush(context: PushContext, push: Push): Promise<void> {
  let uidValidity: number;
  try {
    uidValidity = await context.session.enter(push.folderPath);
  } catch (thrown) {
    await settleRefused(context, intentsOf(push), 'folder-gone', thrown);
    return;
  }
  if (uidValidity !== push.uidValidity) return;
  switch (push.kind) {
    case 'flag':
      return await pushFlags(context, push);
    case 'label':
      return await pushLabels(context, push);
    case 'move':
      return await pushMoves(context, push);
    case 'delete':
      return await pushDeletes(context, push);
  }
}

function intentsOf(push: Push): number[] {
  return push.kind === 'move' ? push.messages.map(({ intentId }) => intentId) : push.intentIds;
}
