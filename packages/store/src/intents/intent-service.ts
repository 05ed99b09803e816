/** Intents as people express them, for the messages that they may see. */
import { Failure, type IntentInput } from '@mailroom/model';
import type { MailScope } from '../accounts/access.ts';
import { type StoreContext, write } from '../database/context.ts';
import { rowNumbers } from '../database/row-id.ts';
import { storeIntents } from './store-intents.ts';

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
        const ids = own.map(({ id }) => id);
        await storeIntents(change, { accountId, messageIds: ids, personId: scope.personId }, input);
      }
      return { accepted: messages.length, accountIds: [...byAccount.keys()].map(String) };
    });
  }
}
