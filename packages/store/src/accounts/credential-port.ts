import type {
  AccountCredentials,
  CredentialPort,
  OAuthCredentials,
  PasswordCredentials,
  ProviderAppCredentials,
  TokenSet,
} from '@mailroom/engine/ports/index';
import type { FailureWire } from '@mailroom/model';
import type { Selectable } from 'kysely';
import { type StoreContext, write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { AccountsTable, CredentialsTable } from '../database/tables/accounts.ts';
import { openProviderApp, requireComplete } from '../provider-apps/opened-app.ts';
import { openCredential, sealCredential } from './sealed-credentials.ts';

type AccountRow = Selectable<AccountsTable>;
type CredentialsRow = Selectable<CredentialsTable>;

/** The name that the server accepted first, then the others: a tenant's change of names must not lock the account out. */
function users(accepted: string | null, candidates: string[]): string[] {
  return accepted === null ? candidates : [...new Set([accepted, ...candidates])];
}

export class StoredCredentials implements CredentialPort {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** @throws Failure not-found once the account is unlinked, SecretUnreadable when a stored text does not open. */
  async read(accountId: string): Promise<AccountCredentials> {
    const number = rowNumber(accountId) ?? 0;
    const account = await this.#context.db
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', number)
      .where('state', '!=', 'unlinking')
      .executeTakeFirst();
    if (!account) throw notFound('account');
    if (account.access === 'organisation' && account.provider_app_id !== null) {
      return {
        kind: 'organisation',
        providerAppId: String(account.provider_app_id),
        user: account.address,
      };
    }
    const row = await this.#context.db
      .selectFrom('credentials')
      .selectAll()
      .where('account_id', '=', number)
      .executeTakeFirst();
    if (!row) throw notFound('account');
    return account.provider_app_id === null
      ? this.#password(account, row)
      : this.#signIn(account, row, account.provider_app_id);
  }

  #signIn(account: AccountRow, row: CredentialsRow, appId: number): OAuthCredentials {
    const names = fromJson<string[]>(row.login_names);
    return {
      kind: 'oauth',
      providerAppId: String(appId),
      // A shared mailbox is opened under its own name with its delegate's token, and mail leaves in the delegate's name.
      imapUsers: users(row.imap_user, account.signed_in_as === null ? names : [account.address]),
      smtpUsers: users(row.smtp_user, names),
      tokens: this.#tokens(row),
    };
  }

  #password(account: AccountRow, row: CredentialsRow): PasswordCredentials {
    const open = (half: 'imap' | 'smtp') => ({
      user: row[`${half}_user`] ?? account.address,
      password: openCredential(this.#context.secrets, row, `${half}_password`),
    });
    return { kind: 'password', imap: open('imap'), smtp: open('smtp') };
  }

  #tokens(row: CredentialsRow): TokenSet {
    return {
      accessToken: openCredential(this.#context.secrets, row, 'access_token'),
      accessExpiresAt: new Date(row.access_expires_at ?? 0),
      refreshToken: openCredential(this.#context.secrets, row, 'refresh_token'),
      scope: row.token_scope ?? '',
      version: row.token_version,
    };
  }

  async saveTokens(
    accountId: string,
    tokens: Omit<TokenSet, 'version'>,
    expectedVersion: number,
  ): Promise<boolean> {
    const number = rowNumber(accountId);
    if (number === undefined) return false;
    return write(this.#context, async ({ db }) => {
      const { numUpdatedRows } = await db
        .updateTable('credentials')
        .set({
          access_token: sealCredential(this.#context.secrets, number, 'access_token', tokens.accessToken),
          access_expires_at: tokens.accessExpiresAt.getTime(),
          refresh_token: sealCredential(this.#context.secrets, number, 'refresh_token', tokens.refreshToken),
          token_scope: tokens.scope,
          token_version: expectedVersion + 1,
          refresh_claimed_until: null,
        })
        .where('account_id', '=', number)
        .where('token_version', '=', expectedVersion)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  }

  async claimRefresh(accountId: string, version: number, milliseconds: number): Promise<boolean> {
    return write(this.#context, async ({ db, now }) => {
      const { numUpdatedRows } = await db
        .updateTable('credentials')
        .set({ refresh_claimed_until: now + milliseconds })
        .where('account_id', '=', rowNumber(accountId) ?? 0)
        .where('token_version', '=', version)
        .where(({ or, eb }) =>
          or([
            eb('refresh_claimed_until', 'is', null),
            eb('refresh_claimed_until', '<=', now),
            // Made before the clock was set back: no claim lasts longer than it was made for.
            eb('refresh_claimed_until', '>', now + milliseconds),
          ]),
        )
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  }

  async releaseRefresh(accountId: string, version: number): Promise<void> {
    await write(this.#context, async ({ db }) => {
      await db
        .updateTable('credentials')
        .set({ refresh_claimed_until: null })
        .where('account_id', '=', rowNumber(accountId) ?? 0)
        .where('token_version', '=', version)
        .execute();
    });
  }

  async idleGrants(before: Date): Promise<string[]> {
    const rows = await this.#context.db
      .selectFrom('credentials')
      .innerJoin('accounts', 'accounts.id', 'credentials.account_id')
      .select('accounts.id')
      .where('accounts.state', 'not in', ['reconnect', 'unlinking'])
      .where('credentials.refresh_token', 'is not', null)
      .where('credentials.access_expires_at', '<', before.getTime())
      .orderBy('credentials.access_expires_at')
      .execute();
    return rows.map(({ id }) => String(id));
  }

  async providerApp(providerAppId: string): Promise<ProviderAppCredentials> {
    return requireComplete(await openProviderApp(this.#context, providerAppId));
  }

  async saveCredentialFailure(credentialId: string, failure: FailureWire | null): Promise<void> {
    const number = rowNumber(credentialId);
    if (number === undefined) return;
    await write(this.#context, async ({ db, changes }) => {
      const text = failure && JSON.stringify(failure);
      const saved = await db
        .updateTable('app_credentials')
        .set({ failure: text })
        .where('id', '=', number)
        .where('failure', 'is distinct from', text)
        .returning('provider_app_id')
        .executeTakeFirst();
      if (saved) changes.put('provider-app', null, [saved.provider_app_id]);
    });
  }

  async saveProviderAppFailure(providerAppId: string, failure: FailureWire | null): Promise<void> {
    const number = rowNumber(providerAppId);
    if (number === undefined) return;
    await write(this.#context, async ({ db, changes }) => {
      const text = failure && JSON.stringify(failure);
      const { numUpdatedRows } = await db
        .updateTable('provider_apps')
        .set({ failure: text })
        .where('id', '=', number)
        // Every refresh of every account reports the app as accepted: only news is a change.
        .where('failure', 'is distinct from', text)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) changes.put('provider-app', null, [number]);
    });
  }
}
