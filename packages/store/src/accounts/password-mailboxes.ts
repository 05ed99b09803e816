/** Accounts on servers that a person entered, opened by passwords. */
import type { Account, ImapAccountInput } from '@mailroom/model';
import { type MailScope, noOrigin, type RequestOrigin } from '../access/mail-scope.ts';
import { type StoreContext, write } from '../database/context.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { accountAt } from './account-service.ts';
import { linked, reconnected } from './linked.ts';
import { sealCredential } from './sealed-credentials.ts';

export class PasswordMailboxes {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * Stores an account whose two halves were tried with these passwords, in state `choosing`.
   *
   * @throws Failure conflict when the person has linked this mailbox already.
   */
  async create(
    personId: string,
    input: ImapAccountInput,
    origin: RequestOrigin = noOrigin,
  ): Promise<Account> {
    return write(this.#context, async (change) => {
      const { db, now } = change;
      const { user: imapUser, password: imapPassword, ...imap } = input.imap;
      const { user: smtpUser, password: smtpPassword, ...smtp } = input.smtp;
      const row = await db
        .insertInto('accounts')
        .values({
          owner: personId,
          provider: 'imap',
          address: input.address,
          access: 'password',
          name: input.name,
          state: 'choosing',
          provider_key: `${imapUser} ${imap.host.toLowerCase()} ${imap.port}`,
          imap: JSON.stringify(imap),
          smtp: JSON.stringify(smtp),
          created_at: now,
        })
        .onConflict((existing) => existing.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!row) throw conflict({ noun: 'account', address: input.address });
      const { secrets } = this.#context;
      await db
        .insertInto('credentials')
        .values({
          account_id: row.id,
          login_names: '[]',
          imap_user: imapUser,
          smtp_user: smtpUser,
          imap_password: sealCredential(secrets, row.id, 'imap_password', imapPassword),
          smtp_password: sealCredential(secrets, row.id, 'smtp_password', smtpPassword),
        })
        .execute();
      return linked(change, row, origin);
    });
  }

  /**
   * New passwords for an IMAP account, tried before.
   *
   * @throws Failure not-found for an account outside the scope or without passwords; not-allowed where it may not be managed.
   */
  async savePasswords(
    scope: MailScope,
    accountId: string,
    passwords: { imap: string; smtp: string },
  ): Promise<Account> {
    return write(this.#context, async (change) => {
      const row = await accountAt(change.db, scope, accountId, 'manage');
      if (row.provider !== 'imap') throw notFound('account');
      const { secrets } = this.#context;
      await change.db
        .updateTable('credentials')
        .set({
          imap_password: sealCredential(secrets, row.id, 'imap_password', passwords.imap),
          smtp_password: sealCredential(secrets, row.id, 'smtp_password', passwords.smtp),
        })
        .where('account_id', '=', row.id)
        .execute();
      return reconnected(change, scope, row);
    });
  }
}
