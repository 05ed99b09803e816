/** Second step: `composed` to `sent`, `waiting`, `failed` or `unknown`. The only place that hands a message to a server. */
import { asFailure, type Failure } from '@mailroom/model';
import type { Composed } from '../mime/compose.ts';
import type { AccountRecord } from '../ports/accounts.ts';
import type { DeliveryResult, OutgoingRecord } from '../ports/outbox.ts';
import { type Accepted, isTransient } from '../provider/smtp/index.ts';
import type { OutboxDeps } from './deps.ts';
import { submitAs } from './log-in.ts';
import { nextAttempt } from './retry.ts';

/** A login refused this often in a row, with new tokens, is no passing trouble of the server's. */
const loginAttempts = 3;

export async function transmitStep(
  record: OutgoingRecord,
  composed: Composed,
  account: AccountRecord,
  deps: OutboxDeps,
): Promise<void> {
  // Stored before the first byte: whoever finds `transmitting` after a crash cannot know how far it came, and sends no more.
  if (!(await deps.outbox.claimTransmission(record.id))) return;
  const attempts = record.attempts + 1;

  let accepted: Accepted;
  try {
    const envelope = { from: record.from.address, recipients: record.recipients };
    accepted = await submitAs(account, { envelope, raw: composed.raw }, deps);
  } catch (thrown) {
    return turnedAway(record, asFailure(thrown), attempts, deps);
  }
  await answered(record, accepted, attempts, deps);
}

/** Nobody received it by this attempt, or nobody knows. */
async function turnedAway(
  record: OutgoingRecord,
  failure: Failure,
  attempts: number,
  deps: OutboxDeps,
): Promise<void> {
  deps.log.info({ outgoing: record.id, failure: failure.toWire(), attempts }, 'message not accepted');
  if (failure.kind === 'outcome-unknown') {
    await deps.outbox.saveDeliveries(record.id, each(record.recipients, 'unknown', failure));
    return deps.outbox.saveUnknown(record.id, failure.toWire());
  }
  if (mayPass(failure, attempts)) {
    const until = nextAttempt(attempts, deps.clock.now(), askedToReturn(failure));
    if (until !== null) return deps.outbox.saveWaiting(record.id, until, failure.toWire());
  }
  await giveUp(record, each(record.recipients, 'refused', failure), failure, deps);
}

/** The server took the message for those it accepted: they have it, and are never handed it again. */
async function answered(
  record: OutgoingRecord,
  accepted: Accepted,
  attempts: number,
  deps: OutboxDeps,
): Promise<void> {
  const later = accepted.rejected.filter(({ failure }) => isTransient(failure));
  const until = later.length === 0 ? null : nextAttempt(attempts, deps.clock.now(), null);
  const results: DeliveryResult[] = [
    ...accepted.accepted.map((recipient) => ({ recipient, state: 'accepted' as const, failure: null })),
    ...accepted.rejected.map(({ recipient, failure }) => ({
      recipient,
      state: until !== null && isTransient(failure) ? ('pending' as const) : ('refused' as const),
      failure: failure.toWire(),
    })),
  ];
  const [first] = until === null ? accepted.rejected : later;
  if (first !== undefined && until !== null) {
    await deps.outbox.saveDeliveries(record.id, results);
    return deps.outbox.saveWaiting(record.id, until, first.failure.toWire());
  }
  if (first !== undefined && accepted.accepted.length === 0)
    return giveUp(record, results, first.failure, deps);
  await deps.outbox.saveDeliveries(record.id, results);
  const { serverMessageId } = accepted;
  await deps.outbox.saveSent(record.id, { serverMessageId, at: deps.clock.now() });
}

/** Final for the recipients that are left. Where others accepted it earlier the message was sent all the same. */
async function giveUp(
  record: OutgoingRecord,
  results: readonly DeliveryResult[],
  failure: Failure,
  deps: OutboxDeps,
): Promise<void> {
  await deps.outbox.saveDeliveries(record.id, results);
  const everybody = new Set(
    [...record.to, ...record.cc, ...record.bcc].map(({ address }) => address.toLowerCase()),
  );
  const someHaveIt = record.recipients.length < everybody.size;
  if (someHaveIt) await deps.outbox.saveSent(record.id, { serverMessageId: null, at: deps.clock.now() });
  else await deps.outbox.saveFailed(record.id, failure.toWire());
}

function mayPass(failure: Failure, attempts: number): boolean {
  if (failure.kind === 'login-refused') return failure.next.do === 'retry' && attempts < loginAttempts;
  return isTransient(failure);
}

function askedToReturn(failure: Failure): Date | null {
  return failure.next.do === 'wait' && failure.next.until !== null ? new Date(failure.next.until) : null;
}

function each(
  recipients: readonly string[],
  state: 'unknown' | 'refused',
  failure: Failure,
): DeliveryResult[] {
  return recipients.map((recipient) => ({ recipient, state, failure: failure.toWire() }));
}
