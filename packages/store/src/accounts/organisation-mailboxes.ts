/** Accounts that the organisation's own grant opens, without anybody signing in. */
import type { Account } from '@mailroom/model';
import { type MailScope, noOrigin, type RequestOrigin } from '../access/mail-scope.ts';
import { type StoreContext, write } from '../database/context.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { accountAt } from './account-service.ts';
import { linked, reconnected } from './linked.ts';
import { providerAppAt } from './provider-app-at.ts';

export class OrganisationMailboxes {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * Stores an account that the organisation's grant opened when it was tried, in state `choosing`. It has no credentials of its own:
   * the provider app's are used.
   *
   * @throws Failure not-found; conflict when the person has linked this mailbox already, or when the app's access is another.
   */
  async create(
    personId: string,
    { providerAppId, address, name }: { providerAppId: string; address: string; name: string },
    origin: RequestOrigin = noOrigin,
  ): Promise<Account> {
    return write(this.#context, async (change) => {
      const { db, now } = change;
      const app = await providerAppAt(db, providerAppId);
      if (app.access !== 'organisation') throw conflict({ noun: 'provider-app', access: app.access });
      const row = await db
        .insertInto('accounts')
        .values({
          owner: personId,
          provider: app.provider,
          address,
          access: 'organisation',
          name,
          state: 'choosing',
          // The grant names mailboxes by address; nobody has signed in whose identity could be told.
          provider_key: `organisation ${app.id} ${address.toLowerCase()}`,
          provider_app_id: app.id,
          created_at: now,
        })
        .onConflict((existing) => existing.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!row) throw conflict({ noun: 'account', address });
      return linked(change, row, origin);
    });
  }

  /**
   * Lets an account that the organisation's grant opened again, when it was tried, go on.
   *
   * @throws Failure not-found for an account outside the scope, or one that is opened otherwise; not-allowed where it may not be managed.
   */
  async reopened(scope: MailScope, accountId: string): Promise<Account> {
    return write(this.#context, async (change) => {
      const row = await accountAt(change.db, scope, accountId, 'manage');
      if (row.access !== 'organisation') throw notFound('account');
      return reconnected(change, scope, row);
    });
  }
}
