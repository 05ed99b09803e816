/** Provider apps as an administrator enters them. The secret goes in and never comes out again. */
import {
  Failure,
  looksLikeSecretId,
  type ProviderApp,
  type ProviderAppInput,
  type ProviderAppPatch,
  providerKind,
} from '@mailroom/model';
import type { Selectable } from 'kysely';
import { failureOf } from '../accounts/account-row.ts';
import { type StoreContext, write } from '../database/context.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { ProviderAppsTable } from '../database/tables.ts';

/** All of the model's `ProviderApp` but the redirect URI, which follows from the address that the server is reached at. */
export type StoredProviderApp = Omit<ProviderApp, 'redirectUri'>;

/** Microsoft's portal shows a secret by its first characters; the last ones tell two secrets of one app apart just as well. */
const hintLength = 4;

export class ProviderAppService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  #select() {
    return this.#context.db
      .selectFrom('provider_apps')
      .selectAll()
      .select(({ selectFrom, fn }) =>
        selectFrom('accounts')
          .select(fn.countAll<number>().as('count'))
          .whereRef('accounts.provider_app_id', '=', 'provider_apps.id')
          .as('accounts'),
      );
  }

  async list(): Promise<StoredProviderApp[]> {
    const rows = await this.#select().orderBy('id').execute();
    return rows.map((row) => present(row, row.accounts ?? 0));
  }

  /** @throws Failure not-found */
  async read(id: string): Promise<StoredProviderApp> {
    const row = await this.#select()
      .where('id', '=', rowNumber(id) ?? 0)
      .executeTakeFirst();
    if (!row) throw notFound('provider-app');
    return present(row, row.accounts ?? 0);
  }

  /** What a person can link a mailbox with. */
  async linkOptions(): Promise<Pick<ProviderApp, 'id' | 'provider' | 'name'>[]> {
    return (await this.list()).map(({ id, provider, name }) => ({ id, provider, name }));
  }

  /** @throws Failure secret-id-instead-of-value, or invalid-request for a cloud that is not configured. */
  async create(input: ProviderAppInput): Promise<StoredProviderApp> {
    this.#verify(input);
    const id = await write(this.#context, async ({ db, changes, now }) => {
      const row = await db
        .insertInto('provider_apps')
        .values({
          provider: input.provider,
          name: input.name,
          cloud_id: input.cloudId,
          tenant: input.tenant,
          client_id: input.clientId,
          client_secret: '',
          secret_hint: input.clientSecret.slice(-hintLength),
          secret_expires: input.secretExpires,
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      // Sealed in a second step of the transaction: the text is bound to the row's number, known only now.
      await db
        .updateTable('provider_apps')
        .set({ client_secret: this.#seal(row.id, input.clientSecret) })
        .where('id', '=', row.id)
        .execute();
      changes.put('provider-app', null, [row.id]);
      return row.id;
    });
    return this.read(String(id));
  }

  /**
   * Changes what the patch names. Accounts that the app's failure had blocked are set to try again; `retried` are their ids, whose
   * runners want to be told.
   *
   * @throws Failure not-found, secret-id-instead-of-value, or invalid-request for a cloud that is not configured.
   */
  async change(
    id: string,
    patch: ProviderAppPatch,
  ): Promise<{ providerApp: StoredProviderApp; retried: string[] }> {
    this.#verify(patch);
    const number = rowNumber(id) ?? 0;
    const retried = await write(this.#context, async ({ db, changes }) => {
      const { numUpdatedRows } = await db
        .updateTable('provider_apps')
        .set({
          name: patch.name,
          cloud_id: patch.cloudId,
          tenant: patch.tenant,
          client_id: patch.clientId,
          secret_expires: patch.secretExpires,
          ...(patch.clientSecret !== undefined && {
            client_secret: this.#seal(number, patch.clientSecret),
            secret_hint: patch.clientSecret.slice(-hintLength),
          }),
          failure: null,
        })
        .where('id', '=', number)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw notFound('provider-app');
      const accounts = await db
        .updateTable('accounts')
        .set({ state: 'syncing', failure: null })
        .where('provider_app_id', '=', number)
        .where('state', '=', 'blocked')
        .returning(['id', 'owner'])
        .execute();
      changes.put('provider-app', null, [number]);
      for (const account of accounts) changes.account(account.id, account.owner, 'put');
      return accounts.map((account) => String(account.id));
    });
    return { providerApp: await this.read(id), retried };
  }

  /** @throws Failure not-found; conflict while accounts use it, with their number in `detail.accounts`. */
  async remove(id: string): Promise<void> {
    const app = await this.read(id);
    if (app.accounts > 0) throw conflict({ noun: 'provider-app', accounts: String(app.accounts) });
    await write(this.#context, async ({ db, changes }) => {
      const number = rowNumber(id) ?? 0;
      await db.deleteFrom('provider_apps').where('id', '=', number).execute();
      changes.remove('provider-app', null, [number]);
    });
  }

  #seal(row: number, secret: string): string {
    return this.#context.secrets.seal(secret, { table: 'provider_apps', row, column: 'client_secret' });
  }

  #verify({ cloudId, clientSecret }: ProviderAppPatch): void {
    if (clientSecret !== undefined && looksLikeSecretId(clientSecret)) {
      throw new Failure({ origin: 'administrator', kind: 'secret-id-instead-of-value' });
    }
    if (cloudId !== undefined && !this.#context.clouds.some(({ id }) => id === cloudId)) {
      throw new Failure({
        origin: 'administrator',
        kind: 'invalid-request',
        detail: { field: 'cloudId', cloud: cloudId },
      });
    }
  }
}

function present(row: Selectable<ProviderAppsTable>, accounts: number): StoredProviderApp {
  return {
    id: String(row.id),
    provider: providerKind.parse(row.provider),
    name: row.name,
    cloudId: row.cloud_id,
    tenant: row.tenant,
    clientId: row.client_id,
    secretHint: row.secret_hint,
    secretExpires: row.secret_expires,
    accounts,
    failure: failureOf(row.failure),
    createdAt: new Date(row.created_at).toISOString(),
  };
}
