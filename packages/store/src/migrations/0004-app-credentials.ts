import type { Kysely } from 'kysely';
import { type SecretBox, SecretUnreadable } from '../secrets/secret-box.ts';
import type { Migration } from './migration.ts';

interface CarriedTables {
  provider_apps: {
    id: number;
    client_secret: string;
    secret_hint: string;
    secret_expires: string | null;
    created_at: number;
  };
  app_credentials: {
    id: number;
    provider_app_id: number;
    kind: string;
    secret: string;
    hint: string;
    expires: string | null;
    created_at: number;
  };
  accounts: { provider: string; access: string };
}

/**
 * A sealed text opens only where it was sealed: it is opened in its old place and sealed anew in its new one. One that does not open,
 * although the key is right, was damaged before; it goes along as it is, and is told when it is used, as before.
 */
function sealedAnew(secrets: SecretBox, sealed: string, appId: number, credentialId: number): string {
  try {
    const text = secrets.open(sealed, { table: 'provider_apps', row: appId, column: 'client_secret' });
    return secrets.seal(text, { table: 'app_credentials', row: credentialId, column: 'secret' });
  } catch (thrown) {
    if (thrown instanceof SecretUnreadable) return sealed;
    throw thrown;
  }
}

async function carrySecrets(db: Kysely<CarriedTables>, secrets: SecretBox): Promise<void> {
  const apps = await db.selectFrom('provider_apps').selectAll().orderBy('id').execute();
  for (const app of apps) {
    const { id } = await db
      .insertInto('app_credentials')
      .values({
        provider_app_id: app.id,
        kind: 'secret',
        secret: '',
        hint: app.secret_hint,
        expires: app.secret_expires,
        created_at: app.created_at,
      } as CarriedTables['app_credentials'])
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('app_credentials')
      .set({ secret: sealedAnew(secrets, app.client_secret, app.id, id) })
      .where('id', '=', id)
      .execute();
  }
}

/**
 * Credentials of provider apps become rows of their own, two of which may stand side by side; consents of directories, notices that
 * were announced, and accounts that are opened otherwise than by their own sign-in.
 *
 * What a draft does not have yet (client ID), and what Google does not have at all (tenant), is an empty text: SQLite makes a column
 * nullable only by building its table anew, and other tables refer to this one.
 */
export const appCredentials: Migration = {
  name: '0004-app-credentials',
  async up(db, { key }, secrets) {
    await db.schema
      .createTable('app_credentials')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('provider_app_id', key, (column) =>
        column.notNull().references('provider_apps.id').onDelete('cascade'),
      )
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('secret', 'text')
      .addColumn('certificate', 'text')
      .addColumn('hint', 'text', (column) => column.notNull())
      .addColumn('expires', 'text')
      .addColumn('failure', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('app_credentials_app')
      .on('app_credentials')
      .column('provider_app_id')
      .execute();
    const carried = db as unknown as Kysely<CarriedTables>;
    await carrySecrets(carried, secrets);
    for (const column of ['client_secret', 'secret_hint', 'secret_expires']) {
      await db.schema.alterTable('provider_apps').dropColumn(column).execute();
    }
    await db.schema
      .alterTable('provider_apps')
      .addColumn('access', 'text', (column) => column.notNull().defaultTo('people'))
      .execute();

    await db.schema
      .alterTable('accounts')
      .addColumn('access', 'text', (column) => column.notNull().defaultTo('sign-in'))
      .execute();
    await db.schema.alterTable('accounts').addColumn('signed_in_as', 'text').execute();
    await carried
      .updateTable('accounts')
      .set({ access: 'password' })
      .where('provider', '=', 'imap')
      .execute();
    await db.schema.alterTable('link_attempts').addColumn('shared_address', 'text').execute();

    await db.schema
      .createTable('consent_links')
      .addColumn('state_hash', 'text', (column) => column.primaryKey())
      .addColumn('provider_app_id', key, (column) =>
        column.notNull().references('provider_apps.id').onDelete('cascade'),
      )
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('consent_links_app').on('consent_links').column('provider_app_id').execute();
    await db.schema
      .createTable('consents')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('provider_app_id', key, (column) =>
        column.notNull().references('provider_apps.id').onDelete('cascade'),
      )
      .addColumn('tenant', 'text')
      .addColumn('failure', 'text')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('consents_app').on('consents').column('provider_app_id').execute();

    await db.schema
      .createTable('announced_notices')
      .addColumn('credential_id', key, (column) =>
        column.notNull().references('app_credentials.id').onDelete('cascade'),
      )
      .addColumn('days', 'integer', (column) => column.notNull())
      .addColumn('recipient', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('announced_notices_key', ['credential_id', 'days', 'recipient'])
      .execute();
  },
};
