/**
 * Last step: `sent` to `filed`, a copy in the Sent folder. Providers that file what is submitted need nothing: the pull finds the
 * copy. A copy that cannot be appended is tried again with the next run; it never leads back to transmitting.
 */
import { asFailure } from '@mailroom/model';
import { sentCopy } from '../mime/compose.ts';
import type { AccountRecord } from '../ports/accounts.ts';
import type { OutgoingRecord } from '../ports/outbox.ts';
import { quirksOf } from '../provider/quirks/index.ts';
import type { OutboxDeps } from './deps.ts';

export async function fileStep(account: AccountRecord, deps: OutboxDeps): Promise<void> {
  if (quirksOf(account, account.smtp.host).savesSentCopy) return;
  for (const record of await deps.outbox.unfiled(account.id)) {
    try {
      await fileOne(record, deps);
    } catch (thrown) {
      const failure = asFailure(thrown).toWire();
      deps.log.warn({ outgoing: record.id, failure }, 'copy not filed in Sent; tried again later');
    }
  }
}

async function fileOne(record: OutgoingRecord, deps: OutboxDeps): Promise<void> {
  if (record.raw === null || record.messageId === null) return;
  // Appended by an earlier run that died before it could say so, or filed by the server after all.
  const there = await deps.sent.holds(record.accountId, record.messageId);
  if (!there) await deps.sent.append(record.accountId, sentCopy(record.raw, record.bcc), deps.clock.now());
  await deps.outbox.saveFiled(record.id);
}
