/**
 * Store → server: what people asked for, as UID STORE per folder. Setting a flag twice is setting it once, so a push that died
 * half-way is simply repeated.
 */
import { asFailure, type Failure } from '@mailroom/model';
import type { FlagPush, IntentPort } from '../../ports/intents.ts';
import type { Log } from '../../ports/log.ts';
import type { ImapSession } from '../../provider/imap/index.ts';

export interface PushContext {
  accountId: string;
  session: ImapSession;
  intents: IntentPort;
  log: Log;
}

/**
 * Pushes what waits. Where a folder was numbered anew, its UIDs name other messages now: that push waits for the pull that matches
 * them again.
 * @throws Failure when the session ends; what was not settled stays pending
 */
export async function pushFlags(context: PushContext): Promise<void> {
  for (const push of await context.intents.nextPushes(context.accountId)) await pushOne(context, push);
}

async function pushOne(context: PushContext, push: FlagPush): Promise<void> {
  const { session, intents, log } = context;
  try {
    if ((await session.enter(push.folderPath)) !== push.uidValidity) return;
    if (push.uids.length > 0) await session.storeFlags(push.uids, push.flag, push.value);
    await intents.settle(push.intentIds, { state: 'done' });
  } catch (error) {
    const failure = asFailure(error);
    if (session.ended || !isFinal(failure)) throw failure;
    log.warn(
      { intents: push.intentIds, kind: failure.kind, code: failure.code },
      'the server refused a flag',
    );
    await intents.settle(push.intentIds, { state: 'given-up', failure: failure.toWire() });
  }
}

/** The server understood and said no; asking again would say it again. */
function isFinal(failure: Failure): boolean {
  return failure.kind === 'protocol-error' || failure.kind === 'folder-not-selectable';
}
