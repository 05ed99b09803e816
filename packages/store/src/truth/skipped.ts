/** Messages whose text could not be read: which, why, and reading them again. */
import type { MailAddress, SkippedMessage } from '@mailroom/model';
import type { MailScope } from '../access/mail-scope.ts';
import { requireLevel } from '../access/require-level.ts';
import { timeText } from '../accounts/account-row.ts';
import { type StoreContext, write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import { readAgain } from '../messages/quarantine.ts';

/** Of a longer list a person reads the beginning. */
const mostListed = 200;

export class Skipped {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Newest first. @throws Failure as `requireLevel` */
  async list(scope: MailScope, accountId: string): Promise<SkippedMessage[]> {
    const account = requireLevel(scope, accountId, 'read');
    const rows = await this.#context.db
      .selectFrom('messages')
      .leftJoin('quarantine', 'quarantine.message_id', 'messages.id')
      .select(['messages.id', 'messages.conversation_id', 'messages.subject', 'messages.from'])
      .select(['messages.received_at', 'messages.size', 'messages.body_reason', 'quarantine.at'])
      .where('messages.account_id', '=', account)
      .where('messages.body_state', '=', 'unreadable')
      .where('messages.orphaned_at', 'is', null)
      .orderBy('messages.id', 'desc')
      .limit(mostListed)
      .execute();
    return rows.map((row) => ({
      id: String(row.id),
      conversationId: String(row.conversation_id),
      subject: row.subject,
      from: fromJson<MailAddress[]>(row.from),
      receivedAt: new Date(row.received_at).toISOString(),
      size: row.size,
      reason: row.body_reason ?? '',
      stoppedReaderAt: timeText(row.at),
    }));
  }

  /** Lets them be read again. @throws Failure as `requireLevel` */
  async tryAgain(scope: MailScope, accountId: string): Promise<void> {
    const account = requireLevel(scope, accountId, 'manage');
    await write(this.#context, async (change) => {
      const rows = await change.db
        .selectFrom('messages')
        .select(['id as message_id', 'account_id'])
        .where('account_id', '=', account)
        .where('body_state', '=', 'unreadable')
        .where('orphaned_at', 'is', null)
        .execute();
      await readAgain(change, rows);
    });
  }
}
