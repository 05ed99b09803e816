/** Accounts that signing in at their provider has opened. */
import type { TokenSet } from '@mailroom/engine/ports/index';
import { type Account, Failure } from '@mailroom/model';
import { type Kysely, sql } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import type { AccountRow } from './account-row.ts';
import { accountAt, present } from './account-service.ts';
import { mend } from './linked.ts';
import { providerAppAt } from './provider-app-at.ts';
import { sealCredential } from './sealed-credentials.ts';

/** What the provider's sign-in proved about a mailbox. */
export interface SignedInMailbox {
  providerAppId: string;
  /** Who signed in, at the provider: `tid` + `oid`, or issuer + `sub`. Never the address, which can be given to someone else. */
  providerKey: string;
  address: string;
  /** Set where `address` is a shared mailbox: the name under which its delegate signed in. */
  signedInAs: string | null;
  name: string;
  /** Login names of whoever signed in, to try, best first. */
  loginNames: string[];
  tokens: Omit<TokenSet, 'version'>;
  /** The account being reconnected; the same mailbox must have signed in. */
  accountId: string | null;
}

export class SignedInMailboxes {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * Stores what signing in at the provider has given: a new account in `choosing`, or, when the person has linked this mailbox before
   * or reconnects it, new tokens for the account that is there, which then synchronises again.
   *
   * @throws Failure other-mailbox-signed-in when `accountId` is another mailbox; not-found and not-allowed when the person may not
   *   reconnect it any more.
   */
  async save(scope: MailScope, mailbox: SignedInMailbox): Promise<Account> {
    return write(this.#context, async (change) => {
      const { provider } = await providerAppAt(change.db, mailbox.providerAppId);
      const key = { provider, provider_key: mailboxKey(mailbox) };
      const known =
        mailbox.accountId === null
          ? await this.#linkedBefore(change.db, scope, key)
          : await this.#reconnected(change.db, scope, mailbox.accountId, { ...key, found: mailbox.address });
      const row = known ?? (await this.#insertSignedIn(change, scope, mailbox));
      await this.#saveSignedInCredentials(change, row.id, mailbox);
      const mended = await mend(change, row, rowNumber(mailbox.providerAppId));
      const action = known ? 'account.reconnected' : 'account.linked';
      await record(change, {
        ...actorOf(scope),
        action,
        accountId: row.id,
        detail: { address: row.address },
      });
      return present(change.db, scope, mended);
    });
  }

  async #linkedBefore(
    db: Kysely<Tables>,
    { personId }: MailScope,
    key: { provider: string; provider_key: string },
  ): Promise<AccountRow | undefined> {
    return db
      .selectFrom('accounts')
      .selectAll()
      .where('owner', '=', personId)
      .where('provider', '=', key.provider)
      .where('provider_key', '=', key.provider_key)
      .executeTakeFirst();
  }

  /** Whoever manages the account may reconnect it, as long as it is the same mailbox that signs in. */
  async #reconnected(
    db: Kysely<Tables>,
    scope: MailScope,
    accountId: string,
    key: { provider: string; provider_key: string; found: string },
  ): Promise<AccountRow> {
    const wanted = await accountAt(db, scope, accountId, 'manage');
    if (wanted.provider === key.provider && wanted.provider_key === key.provider_key) return wanted;
    throw new Failure({
      origin: 'person',
      kind: 'other-mailbox-signed-in',
      next: { do: 'reconnect' },
      detail: { expected: wanted.address, found: key.found },
    });
  }

  async #insertSignedIn(
    { db, now }: Write,
    { personId }: MailScope,
    mailbox: SignedInMailbox,
  ): Promise<AccountRow> {
    const app = await providerAppAt(db, mailbox.providerAppId);
    return db
      .insertInto('accounts')
      .values({
        owner: personId,
        provider: app.provider,
        address: mailbox.address,
        signed_in_as: mailbox.signedInAs,
        access: 'sign-in',
        name: mailbox.name,
        state: 'choosing',
        provider_key: mailboxKey(mailbox),
        provider_app_id: app.id,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  async #saveSignedInCredentials({ db }: Write, accountId: number, mailbox: SignedInMailbox): Promise<void> {
    const { secrets } = this.#context;
    const { tokens } = mailbox;
    const values = {
      login_names: JSON.stringify(mailbox.loginNames),
      access_token: sealCredential(secrets, accountId, 'access_token', tokens.accessToken),
      access_expires_at: tokens.accessExpiresAt.getTime(),
      refresh_token: sealCredential(secrets, accountId, 'refresh_token', tokens.refreshToken),
      token_scope: tokens.scope,
    };
    await db
      .insertInto('credentials')
      .values({ account_id: accountId, ...values, token_version: 1 })
      // The version rises, so that a refresh of the old grant that is under way loses.
      .onConflict((existing) =>
        existing.column('account_id').doUpdateSet({
          ...values,
          token_version: sql`credentials.token_version + 1`,
        }),
      )
      .execute();
  }
}

/** One delegate opens the own mailbox and several shared ones: each is an account. */
function mailboxKey({ providerKey, signedInAs, address }: SignedInMailbox): string {
  return signedInAs === null ? providerKey : `${providerKey} ${address.toLowerCase()}`;
}
