/** First step: `queued` to `composed`. Nothing leaves the machine, so it may be done again as often as it takes. */

import { type Composed, compose } from '../mime/compose.ts';
import type { AccountRecord } from '../ports/accounts.ts';
import type { OutgoingRecord } from '../ports/outbox.ts';
import type { OutboxDeps } from './deps.ts';

/**
 * Bytes are made once and kept: every attempt sends the same Message-ID, so whoever does receive two can tell.
 * @throws Failure where the message cannot be composed as it is.
 */
export async function composeStep(
  record: OutgoingRecord,
  account: AccountRecord,
  deps: OutboxDeps,
): Promise<Composed> {
  const kept =
    record.raw !== null && record.messageId !== null
      ? { raw: record.raw, messageId: record.messageId }
      : null;
  const composed = kept ?? (await compose(record, account, deps.clock.now()));
  // Also for one that waited: it takes it back to `composed`, from where alone it may be transmitted.
  if (record.state !== 'composed') await deps.outbox.saveComposed(record.id, composed);
  return composed;
}
