/** Intents as people express them: stored, and applied to what every screen shows, in one transaction. */
import { Failure, type IntentInput } from '@mailroom/model';
import type { MailScope } from '../accounts/access.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { rowNumbers } from '../database/row-id.ts';
import { FolderCounts } from '../folders/counts.ts';
import { tellChanged } from '../messages/after-change.ts';
import { deriveFlags } from '../messages/derive-flags.ts';

export interface AcceptedIntents {
  /** Messages that the intent is for. */
  accepted: number;
  /** Their accounts, whose runners want to be woken. */
  accountIds: string[];
}

export class IntentService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * Stores the intent for those of the messages that the scope holds; others are passed over, whether they exist or not.
   *
   * @throws Failure not-found when the scope holds none of them.
   */
  async create(scope: MailScope, input: IntentInput): Promise<AcceptedIntents> {
    return write(this.#context, async (change) => {
      const messages = await change.db
        .selectFrom('messages')
        .select(['id', 'account_id'])
        .where('id', 'in', rowNumbers(input.messageIds))
        .where('account_id', 'in', scope.accountIds)
        .execute();
      if (messages.length === 0) {
        throw new Failure({ origin: 'person', kind: 'not-found', detail: { noun: 'message' } });
      }
      const byAccount = Map.groupBy(messages, (message) => message.account_id);
      for (const [accountId, own] of byAccount) {
        await this.#store(
          change,
          accountId,
          own.map(({ id }) => id),
          scope.personId,
          input,
        );
      }
      return { accepted: messages.length, accountIds: [...byAccount.keys()].map(String) };
    });
  }

  async #store(
    change: Write,
    accountId: number,
    messageIds: readonly number[],
    personId: string,
    { flag, value }: IntentInput,
  ): Promise<void> {
    const { db, now } = change;
    const counts = await FolderCounts.before(db, messageIds);
    const folders = Map.groupBy(
      await db
        .selectFrom('places')
        .select(['message_id', 'folder_id'])
        .distinct()
        .where('message_id', 'in', messageIds)
        .execute(),
      (place) => place.message_id,
    );
    const rows = messageIds.flatMap((id) =>
      (folders.get(id) ?? [{ folder_id: null }]).map(({ folder_id }) => ({
        account_id: accountId,
        message_id: id,
        folder_id,
        person_id: personId,
        flag,
        value: value ? 1 : 0,
        state: 'pending',
        created_at: now,
      })),
    );
    for (const chunk of inChunks(rows)) await db.insertInto('intents').values(chunk).execute();
    const changed = await deriveFlags(db, messageIds);
    await tellChanged(change, {
      accountId,
      messages: changed.map(({ id }) => id),
      conversations: changed.map(({ conversationId }) => conversationId),
      folders: await counts.after(messageIds),
    });
  }
}
