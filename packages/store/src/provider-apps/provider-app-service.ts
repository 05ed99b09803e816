/** Provider apps as an administrator enters them, step by step. Secrets go in and never come out again. */
import {
  appAccess,
  type Credential,
  type ProviderApp,
  type ProviderAppInput,
  type ProviderAppPatch,
  providerKind,
} from '@mailroom/model';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { failureOf } from '../accounts/account-row.ts';
import type { Doer } from '../audit/record.ts';
import { read, type StoreContext, type Write, write } from '../database/context.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { ProviderAppsTable } from '../database/tables/provider-apps.ts';
import type { Tables } from '../database/tables.ts';
import {
  credentialRows,
  insertCredential,
  type NewCredential,
  presentCredential,
} from './app-credentials.ts';
import { consentsOf } from './consents.ts';
import { changedParts, recordApp } from './record-app.ts';
import { verifyCredential, verifyDetails, verifyExpiry } from './verify-input.ts';

/** All of the model's `ProviderApp` but the redirect URI, which follows from the address that the server is reached at. */
export type StoredProviderApp = Omit<ProviderApp, 'redirectUri'>;

type WithoutCredential<Input> = Input extends unknown ? Omit<Input, 'credential'> : never;

/** What an administrator enters, with the credential as it is to be stored; null for one that is completed later. */
export type NewProviderApp = WithoutCredential<ProviderAppInput> & { credential: NewCredential | null };

/** An app after a change, and the accounts that its failure had blocked: they are set to try again, and their runners want to be told. */
export interface MendedProviderApp {
  providerApp: StoredProviderApp;
  retried: string[];
}

/** One credential and the one that takes over from it. */
const maxCredentials = 2;

export class ProviderAppService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async list(): Promise<StoredProviderApp[]> {
    return read(this.#context, async (db) => presentAll(db, await select(db).orderBy('id').execute()));
  }

  /** @throws Failure not-found */
  async read(id: string): Promise<StoredProviderApp> {
    return read(this.#context, async (db) => {
      const rows = await select(db)
        .where('id', '=', rowNumber(id) ?? 0)
        .execute();
      const [app] = await presentAll(db, rows);
      if (!app) throw notFound('provider-app');
      return app;
    });
  }

  /** What a mailbox can be linked with: apps that are ready, and those of an organisation's grant for administrators only. */
  async linkOptions(options: {
    administrator: boolean;
  }): Promise<Pick<ProviderApp, 'id' | 'provider' | 'name' | 'access'>[]> {
    return (await this.list())
      .filter(({ ready, access }) => ready && (access === 'people' || options.administrator))
      .map(({ id, provider, name, access }) => ({ id, provider, name, access }));
  }

  /** @throws Failure invalid-request, naming the field, for what does not fit the provider, the access or the configured clouds. */
  async create(by: Doer, input: NewProviderApp): Promise<StoredProviderApp> {
    const id = await write(this.#context, async (change) => {
      const { db, changes, now } = change;
      const { provider, name, cloudId, clientId, credential } = input;
      const access = provider === 'google' ? 'people' : input.access;
      const tenant = provider === 'google' ? undefined : input.tenant;
      verifyDetails(
        { provider, access },
        { cloudId, tenant, clientId: clientId ?? undefined },
        this.#context.clouds,
      );
      const row = await db
        .insertInto('provider_apps')
        .values({
          provider,
          name,
          access,
          cloud_id: cloudId,
          tenant: tenant ?? '',
          client_id: clientId ?? '',
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      if (credential) {
        verifyCredential({ provider, access }, credential, calendarDate(now), 'credential.');
        await insertCredential(db, this.#context.secrets, row.id, credential, now);
      }
      await recordApp(change, by, 'created', { id: row.id, name, provider });
      changes.put('provider-app', null, [row.id]);
      return row.id;
    });
    return this.read(String(id));
  }

  /**
   * Changes what the patch names. What the provider said of the app and its credentials was said of the app as it was, and is
   * forgotten.
   *
   * @throws Failure not-found, or invalid-request as `create`.
   */
  async change(by: Doer, id: string, patch: ProviderAppPatch): Promise<MendedProviderApp> {
    const retried = await write(this.#context, async (change) => {
      const { db } = change;
      const app = await existing(db, id);
      verifyDetails(kindOf(app), patch, this.#context.clouds);
      const { name, cloudId, tenant, clientId } = patch;
      await db
        .updateTable('provider_apps')
        .set({ name: name ?? app.name, cloud_id: cloudId, tenant, client_id: clientId })
        .where('id', '=', app.id)
        .execute();
      await db
        .updateTable('app_credentials')
        .set({ failure: null })
        .where('provider_app_id', '=', app.id)
        .execute();
      const parts = changedParts(app, patch);
      if (parts.length > 0) await recordApp(change, by, 'changed', { ...app, name: name ?? app.name }, parts);
      return mend(change, app.id);
    });
    return { providerApp: await this.read(id), retried };
  }

  /** @throws Failure not-found; conflict beside two; invalid-request for what the provider does not take, or an end in the past. */
  async addCredential(by: Doer, id: string, credential: NewCredential): Promise<MendedProviderApp> {
    const retried = await write(this.#context, async (change) => {
      const { db, now } = change;
      const app = await existing(db, id);
      verifyCredential(kindOf(app), credential, calendarDate(now));
      const present = await credentialRows(db, [app.id]);
      if (present.length >= maxCredentials)
        throw conflict({ noun: 'credential', limit: String(maxCredentials) });
      await insertCredential(db, this.#context.secrets, app.id, credential, now);
      await recordApp(change, by, 'changed', app, ['credential-added']);
      return mend(change, app.id);
    });
    return { providerApp: await this.read(id), retried };
  }

  /**
   * Enters the day on which a secret ends; a certificate's is its own, and a platform's token has none.
   *
   * @throws Failure not-found; invalid-request for another kind, or a day that has passed.
   */
  async changeCredential(
    by: Doer,
    id: string,
    credentialId: string,
    expires: string,
  ): Promise<StoredProviderApp> {
    await write(this.#context, async (change) => {
      const { db, changes, now } = change;
      const app = await existing(db, id);
      const wanted = (await credentialRows(db, [app.id])).find((row) => row.id === rowNumber(credentialId));
      if (!wanted) throw notFound('credential');
      verifyExpiry(wanted, expires, calendarDate(now));
      if (wanted.expires === expires) return;
      await db.updateTable('app_credentials').set({ expires }).where('id', '=', wanted.id).execute();
      // What was announced was another end.
      await db.deleteFrom('announced_notices').where('credential_id', '=', wanted.id).execute();
      await recordApp(change, by, 'changed', app, ['credential-changed']);
      changes.put('provider-app', null, [app.id]);
    });
    return this.read(id);
  }

  /** @throws Failure not-found; conflict for the last one while accounts use the app, with their number in `detail.accounts`. */
  async deleteCredential(by: Doer, id: string, credentialId: string): Promise<StoredProviderApp> {
    await write(this.#context, async (change) => {
      const { db, changes } = change;
      const app = await existing(db, id);
      const present = await credentialRows(db, [app.id]);
      const wanted = present.find((row) => row.id === rowNumber(credentialId));
      if (!wanted) throw notFound('credential');
      const accounts = await accountsOf(db, app.id);
      if (present.length === 1 && accounts > 0) {
        throw conflict({ noun: 'credential', accounts: String(accounts) });
      }
      await db.deleteFrom('app_credentials').where('id', '=', wanted.id).execute();
      await recordApp(change, by, 'changed', app, ['credential-removed']);
      changes.put('provider-app', null, [app.id]);
    });
    return this.read(id);
  }

  /**
   * The public half of a certificate.
   *
   * @throws Failure not-found, also for a credential of another kind.
   */
  async certificate(id: string, credentialId: string): Promise<{ credential: Credential; pem: string }> {
    const [row] = (await credentialRows(this.#context.db, [rowNumber(id) ?? 0])).filter(
      (each) => each.id === rowNumber(credentialId),
    );
    if (!row || row.certificate === null) throw notFound('credential');
    return { credential: presentCredential(row), pem: row.certificate };
  }

  /** @throws Failure not-found; conflict while accounts use it, with their number in `detail.accounts`. */
  async remove(by: Doer, id: string): Promise<void> {
    await write(this.#context, async (change) => {
      const { db, changes } = change;
      const app = await existing(db, id);
      const accounts = await accountsOf(db, app.id);
      if (accounts > 0) throw conflict({ noun: 'provider-app', accounts: String(accounts) });
      await db.deleteFrom('provider_apps').where('id', '=', app.id).execute();
      await recordApp(change, by, 'deleted', app);
      changes.remove('provider-app', null, [app.id]);
    });
  }
}

type AppRow = Selectable<ProviderAppsTable>;

function calendarDate(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

function kindOf(row: AppRow) {
  return { provider: providerKind.parse(row.provider), access: appAccess.parse(row.access) };
}

async function existing(db: Transaction<Tables>, id: string): Promise<AppRow> {
  const row = await db
    .selectFrom('provider_apps')
    .selectAll()
    .where('id', '=', rowNumber(id) ?? 0)
    .executeTakeFirst();
  if (!row) throw notFound('provider-app');
  return row;
}

async function accountsOf(db: Transaction<Tables>, appId: number): Promise<number> {
  const { accounts } = await db
    .selectFrom('accounts')
    .select(({ fn }) => fn.countAll<number>().as('accounts'))
    .where('provider_app_id', '=', appId)
    .executeTakeFirstOrThrow();
  return accounts;
}

/** The app is another than the one that was refused: its failure is forgotten, and what it had blocked tries again. */
async function mend({ db, changes }: Write, appId: number): Promise<string[]> {
  await db.updateTable('provider_apps').set({ failure: null }).where('id', '=', appId).execute();
  const accounts = await db
    .updateTable('accounts')
    .set({ state: 'syncing', failure: null })
    .where('provider_app_id', '=', appId)
    .where('state', '=', 'blocked')
    .returning(['id', 'owner'])
    .execute();
  changes.put('provider-app', null, [appId]);
  for (const account of accounts) changes.account(account.id, account.owner, 'put');
  return accounts.map((account) => String(account.id));
}

function select(db: Kysely<Tables>) {
  return db
    .selectFrom('provider_apps')
    .selectAll()
    .select(({ selectFrom, fn }) =>
      selectFrom('accounts')
        .select(fn.countAll<number>().as('count'))
        .whereRef('accounts.provider_app_id', '=', 'provider_apps.id')
        .as('accounts'),
    );
}

async function presentAll(
  db: Kysely<Tables>,
  rows: readonly (AppRow & { accounts: number | null })[],
): Promise<StoredProviderApp[]> {
  const ids = rows.map(({ id }) => id);
  const credentials = await credentialRows(db, ids);
  const consents = await consentsOf(db, ids);
  return rows.map((row) => {
    const own = credentials.filter((each) => each.provider_app_id === row.id).map(presentCredential);
    return {
      id: String(row.id),
      ...kindOf(row),
      name: row.name,
      cloudId: row.cloud_id,
      tenant: row.tenant || null,
      clientId: row.client_id || null,
      credentials: own,
      ready: row.client_id !== '' && own.length > 0,
      accounts: row.accounts ?? 0,
      consents: consents.get(row.id) ?? [],
      failure: failureOf(row.failure),
      createdAt: new Date(row.created_at).toISOString(),
    };
  });
}
