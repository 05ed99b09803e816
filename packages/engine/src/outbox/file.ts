/**
 * Last step: `sent` to `filed`, a copy in the Sent folder. Providers that file what is submitted need nothing: the pull finds the
 * copy. A copy that cannot be appended is tried again with the next run; it never leads back to transmitting.
 */
import { asFailure } from '@mailroom/model';
import { sentCopy } from '../mime/compose.ts';
import type { AccountRecord } from '../ports/accounts.ts';
import type { OutgoingRecord } from '../ports/outbox.ts';
import { delegateOf } from '../provider/oauth2/index.ts';
import { quirksOf } from '../provider/quirks/index.ts';
import type { OutboxDeps } from './deps.ts';

export async function fileStep(account: AccountRecord, deps: OutboxDeps): Promise<void> {
  if (await isFiledByProvider(account, deps)) return;
  for (const record of await deps.outbox.unfiled(account.id)) {
    try {
      await fileOne(record, deps);
    } catch (thrown) {
      const failure = asFailure(thrown).toWire();
      deps.log.warn({ outgoing: record.id, failure }, 'copy not filed in Sent; tried again later');
    }
  }
}

/**
 * Exchange files what is submitted with whoever submits it. What a delegate sends as a shared mailbox lies in their own Sent folder, and
 * the shared mailbox gets a copy only where its administrator switched that on (Set-Mailbox -MessageCopyForSentAsEnabled).
 */
async function isFiledByProvider(account: AccountRecord, { credentials }: OutboxDeps): Promise<boolean> {
  if (!quirksOf(account, account.smtp.host).savesSentCopy) return false;
  const stored = await credentials.read(account.id);
  return stored.kind === 'password' || delegateOf(stored) === null;
}

async function fileOne(record: OutgoingRecord, deps: OutboxDeps): Promise<void> {
  if (record.raw === null || record.messageId === null) return;
  // Appended by an earlier run that died before it could say so, or filed by the server after all.
  const there = await deps.sent.holds(record.accountId, record.messageId);
  if (!there) await deps.sent.append(record.accountId, sentCopy(record.raw, record.bcc), deps.clock.now());
  await deps.outbox.saveFiled(record.id);
}
