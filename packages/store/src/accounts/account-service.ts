/** Accounts as the server needs them: linking, listing, starting. Unlinking is in unlink.ts. */
import type { TokenSet } from '@mailroom/engine/ports/index';
import { type Account, Failure, type ImapAccountInput, type SyncStart } from '@mailroom/model';
import { type Kysely, sql } from 'kysely';
import { read, type StoreContext, type Write, write } from '../database/context.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { type AccountRow, toAccount } from './account-row.ts';
import { sealCredential } from './sealed-credentials.ts';
import { syncStartDate } from './sync-start.ts';

/** What the provider's sign-in proved about a mailbox. */
export interface SignedInMailbox {
  personId: string;
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

export class AccountService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Accounts of a person, oldest first, also one that is being unlinked. */
  async list(personId: string): Promise<Account[]> {
    return read(this.#context, async (db) => {
      const rows = await db
        .selectFrom('accounts')
        .selectAll()
        .where('owner', '=', personId)
        .orderBy('id')
        .execute();
      return withCounts(db, rows);
    });
  }

  /** @throws Failure not-found, also for another person's account. */
  async read(personId: string, accountId: string): Promise<Account> {
    return read(this.#context, async (db) => present(db, await owned(db, personId, accountId)));
  }

  /**
   * Stores what signing in at the provider has given: a new account in `choosing`, or, when the person has linked this mailbox before
   * or reconnects it, new tokens for the account that is there, which then synchronises again.
   *
   * @throws Failure other-mailbox-signed-in when `accountId` is another mailbox.
   */
  async saveSignedIn(mailbox: SignedInMailbox): Promise<Account> {
    return write(this.#context, async (change) => {
      const { db } = change;
      const known = await db
        .selectFrom('accounts')
        .selectAll()
        .where('owner', '=', mailbox.personId)
        .where('provider', '=', (await appRow(db, mailbox.providerAppId)).provider)
        .where('provider_key', '=', mailboxKey(mailbox))
        .executeTakeFirst();
      if (mailbox.accountId !== null) {
        const wanted = await owned(db, mailbox.personId, mailbox.accountId);
        if (wanted.id !== known?.id) {
          throw new Failure({
            origin: 'person',
            kind: 'other-mailbox-signed-in',
            next: { do: 'reconnect' },
            detail: { expected: wanted.address, found: mailbox.address },
          });
        }
      }
      const row = known ?? (await this.#insertSignedIn(change, mailbox));
      await this.#saveSignedInCredentials(change, row.id, mailbox);
      const mended = await mend(change, row, rowNumber(mailbox.providerAppId));
      return present(db, mended);
    });
  }

  async #insertSignedIn({ db, now }: Write, mailbox: SignedInMailbox): Promise<AccountRow> {
    const app = await appRow(db, mailbox.providerAppId);
    return db
      .insertInto('accounts')
      .values({
        owner: mailbox.personId,
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

  /**
   * Stores an account whose two halves were tried with these passwords, in state `choosing`.
   *
   * @throws Failure conflict when the person has linked this mailbox already.
   */
  async createImap(personId: string, input: ImapAccountInput): Promise<Account> {
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
      change.changes.account(row.id, row.owner, 'put');
      return present(db, row);
    });
  }

  /**
   * Stores an account that the organisation's grant opened when it was tried, in state `choosing`. It has no credentials of its own:
   * the provider app's are used.
   *
   * @throws Failure not-found; conflict when the person has linked this mailbox already, or when the app's access is another.
   */
  async createOrganisation(
    personId: string,
    { providerAppId, address, name }: { providerAppId: string; address: string; name: string },
  ): Promise<Account> {
    return write(this.#context, async (change) => {
      const { db, now } = change;
      const app = await appRow(db, providerAppId);
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
      change.changes.account(row.id, row.owner, 'put');
      return present(db, row);
    });
  }

  /**
   * New passwords for an IMAP account, tried before.
   *
   * @throws Failure not-found for an account of another person or without passwords.
   */
  async savePasswords(
    personId: string,
    accountId: string,
    passwords: { imap: string; smtp: string },
  ): Promise<Account> {
    return write(this.#context, async (change) => {
      const row = await owned(change.db, personId, accountId);
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
      return present(change.db, await mend(change, row, undefined));
    });
  }

  /**
   * Lets an account that the organisation's grant opened again, when it was tried, go on.
   *
   * @throws Failure not-found for an account of another person, or one that is opened otherwise.
   */
  async reopened(personId: string, accountId: string): Promise<Account> {
    return write(this.#context, async (change) => {
      const row = await owned(change.db, personId, accountId);
      if (row.access !== 'organisation') throw notFound('account');
      return present(change.db, await mend(change, row, undefined));
    });
  }

  /**
   * Chooses the first date and lets synchronisation begin: `choosing` becomes `syncing`.
   *
   * @throws Failure not-found; conflict when the start was chosen before.
   */
  async start(personId: string, accountId: string, since: SyncStart): Promise<Account> {
    return write(this.#context, async ({ db, changes, now }) => {
      const row = await owned(db, personId, accountId);
      if (row.state !== 'choosing') throw conflict({ noun: 'account', state: row.state });
      const started = await db
        .updateTable('accounts')
        .set({ state: 'syncing', sync_since: syncStartDate(since, new Date(now))?.getTime() ?? null })
        .where('id', '=', row.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      changes.account(row.id, row.owner, 'put');
      return present(db, started);
    });
  }

  /** How many accounts there are of each state: what an administrator may see of them. */
  async countByState(): Promise<{ state: string; accounts: number }[]> {
    return this.#context.db
      .selectFrom('accounts')
      .select(({ fn }) => ['state', fn.countAll<number>().as('accounts')])
      .groupBy('state')
      .execute();
  }
}

/** @throws Failure not-found unless the account exists, belongs to the person, and is not being unlinked. */
export async function owned(db: Kysely<Tables>, personId: string, accountId: string): Promise<AccountRow> {
  const row = await db
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', rowNumber(accountId) ?? 0)
    .where('owner', '=', personId)
    .where('state', '!=', 'unlinking')
    .executeTakeFirst();
  if (!row) throw notFound('account');
  return row;
}

async function appRow(db: Kysely<Tables>, providerAppId: string) {
  const row = await db
    .selectFrom('provider_apps')
    .select(['id', 'provider', 'access'])
    .where('id', '=', rowNumber(providerAppId) ?? 0)
    .executeTakeFirst();
  if (!row) throw notFound('provider-app');
  return row;
}

/** One delegate opens the own mailbox and several shared ones: each is an account. */
function mailboxKey({ providerKey, signedInAs, address }: SignedInMailbox): string {
  return signedInAs === null ? providerKey : `${providerKey} ${address.toLowerCase()}`;
}

/** New credentials: the account tries again at once, unless its owner has not chosen a start date yet. */
async function mend({ db, changes }: Write, row: AccountRow, appId: number | undefined): Promise<AccountRow> {
  changes.account(row.id, row.owner, 'put');
  return db
    .updateTable('accounts')
    .set({
      state: row.state === 'choosing' ? 'choosing' : 'syncing',
      failure: null,
      ...(appId !== undefined && { provider_app_id: appId }),
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function present(db: Kysely<Tables>, row: AccountRow): Promise<Account> {
  const [account] = await withCounts(db, [row]);
  if (!account) throw notFound('account');
  return account;
}

async function withCounts(db: Kysely<Tables>, rows: readonly AccountRow[]): Promise<Account[]> {
  if (rows.length === 0) return [];
  const counts = await db
    .selectFrom('conversations')
    .select(({ fn }) => [
      'account_id',
      fn.sum<number>('messages').as('messages'),
      fn.sum<number>('unread').as('unread'),
    ])
    .where(
      'account_id',
      'in',
      rows.map(({ id }) => id),
    )
    .groupBy('account_id')
    .execute();
  const byAccount = new Map(counts.map((count) => [count.account_id, count]));
  return rows.map((row) => toAccount(row, byAccount.get(row.id) ?? { messages: 0, unread: 0 }));
}
