import type {
  CredentialPort,
  OAuthCredentials,
  PasswordCredentials,
  ProviderAppCredentials,
  TokenSet,
} from '@mailroom/engine/ports/index';
import { Failure, type FailureWire } from '@mailroom/model';
import type { Selectable } from 'kysely';
import { type StoreContext, write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { CredentialsTable } from '../database/tables.ts';
import { openCredential, sealCredential } from './sealed-credentials.ts';

/** The name that the server accepted first, then the others: a tenant's change of names must not lock the account out. */
function users(accepted: string | null, names: string): string[] {
  const candidates = fromJson<string[]>(names);
  return accepted === null ? candidates : [...new Set([accepted, ...candidates])];
}

export class StoredCredentials implements CredentialPort {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** @throws Failure not-found once the account is unlinked, SecretUnreadable when a stored text does not open. */
  async read(accountId: string): Promise<PasswordCredentials | OAuthCredentials> {
    const row = await this.#context.db
      .selectFrom('credentials')
      .innerJoin('accounts', 'accounts.id', 'credentials.account_id')
      .selectAll('credentials')
      .select(['accounts.provider_app_id', 'accounts.address'])
      .where('account_id', '=', rowNumber(accountId) ?? 0)
      .executeTakeFirst();
    if (!row) throw notFound('account');
    if (row.provider_app_id === null) return this.#password(row);
    return {
      kind: 'oauth',
      providerAppId: String(row.provider_app_id),
      imapUsers: users(row.imap_user, row.login_names),
      smtpUsers: users(row.smtp_user, row.login_names),
      tokens: this.#tokens(row),
    };
  }

  #password(row: Selectable<CredentialsTable> & { address: string }): PasswordCredentials {
    const open = (half: 'imap' | 'smtp') => ({
      user: row[`${half}_user`] ?? row.address,
      password: openCredential(this.#context.secrets, row, `${half}_password`),
    });
    return { kind: 'password', imap: open('imap'), smtp: open('smtp') };
  }

  #tokens(row: Selectable<CredentialsTable>): TokenSet {
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
        })
        .where('account_id', '=', number)
        .where('token_version', '=', expectedVersion)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  }

  async providerApp(providerAppId: string): Promise<ProviderAppCredentials> {
    const row = await this.#context.db
      .selectFrom('provider_apps')
      .selectAll()
      .where('id', '=', rowNumber(providerAppId) ?? 0)
      .executeTakeFirst();
    if (!row) throw notFound('provider-app');
    const cloud = this.#context.clouds.find(({ id }) => id === row.cloud_id);
    if (!cloud) {
      throw new Failure({
        origin: 'administrator',
        kind: 'not-found',
        next: { do: 'ask-administrator' },
        detail: { noun: 'cloud', cloud: row.cloud_id },
      });
    }
    return {
      id: String(row.id),
      clientId: row.client_id,
      clientSecret: this.#context.secrets.open(row.client_secret, {
        table: 'provider_apps',
        row: row.id,
        column: 'client_secret',
      }),
      tenant: row.tenant,
      cloud,
    };
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
