/**
 * Sending, as a chain of steps over stored states (drawn in the model's outgoing.ts). Each step stores where it stands before it
 * acts, so a process that dies is simply started again; what it died transmitting becomes `unknown` and is left to a person.
 */
import { asFailure } from '@mailroom/model';
import type { AccountRecord } from '../ports/accounts.ts';
import type { OutgoingRecord } from '../ports/outbox.ts';
import { composeStep } from './compose.ts';
import type { OutboxDeps } from './deps.ts';
import { fileStep } from './file.ts';
import { transmitStep } from './transmit.ts';

/** At the start of a process, before the first `runOutbox` of the account. */
export async function settleInterrupted(accountId: string, deps: OutboxDeps): Promise<void> {
  const settled = await deps.outbox.settleInterrupted(accountId);
  if (settled.length > 0)
    deps.log.warn({ accountId, settled }, 'sends were interrupted; their outcome is unknown');
}

/**
 * Sends everything of the account that is due, one message after the other, then files copies. To be run by one caller at a time
 * for an account: after something was queued, and at the time that it answers.
 *
 * @returns when to run again; null when nothing waits.
 */
export async function runOutbox(
  accountId: string,
  deps: OutboxDeps,
  signal?: AbortSignal,
): Promise<Date | null> {
  const account = await deps.accounts.read(accountId);
  if (account === undefined) return null;
  const done = new Set<string>();
  while (signal?.aborted !== true) {
    const record = await deps.outbox.nextDue(accountId, deps.clock.now());
    // A store that answers the same message twice would keep us here for ever.
    if (record === undefined || done.has(record.id)) break;
    done.add(record.id);
    await sendOne(record, account, deps);
  }
  if (signal?.aborted !== true) await fileStep(account, deps);
  return deps.outbox.nextDueAt(accountId);
}

async function sendOne(record: OutgoingRecord, account: AccountRecord, deps: OutboxDeps): Promise<void> {
  const composed = await composeStep(record, account, deps).catch(async (thrown: unknown) => {
    await deps.outbox.saveFailed(record.id, asFailure(thrown).toWire());
    return null;
  });
  if (composed !== null) await transmitStep(record, composed, account, deps);
}
