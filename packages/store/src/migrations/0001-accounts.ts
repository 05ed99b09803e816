import type { Migration } from './migration.ts';

/** Settings, provider apps, accounts with their credentials, and attempts to link one. */
export const accounts: Migration = {
  name: '0001-accounts',
  async up(db, { key }) {
    await db.schema
      .createTable('settings')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('provider_apps')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('cloud_id', 'text', (column) => column.notNull())
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('client_id', 'text', (column) => column.notNull())
      .addColumn('client_secret', 'text', (column) => column.notNull())
      .addColumn('secret_hint', 'text', (column) => column.notNull())
      .addColumn('secret_expires', 'text')
      .addColumn('failure', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('accounts')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('failure', 'text')
      .addColumn('progress', 'text')
      .addColumn('sync_since', 'bigint')
      .addColumn('first_sync_done', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('provider_key', 'text')
      .addColumn('provider_app_id', key, (column) => column.references('provider_apps.id'))
      .addColumn('imap', 'text')
      .addColumn('smtp', 'text')
      .addColumn('last_synced_at', 'bigint')
      .addColumn('next_sync_at', 'bigint')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('accounts_mailbox', ['owner', 'provider', 'provider_key'])
      .execute();
    await db.schema.createIndex('accounts_app').on('accounts').column('provider_app_id').execute();

    await db.schema
      .createTable('credentials')
      .addColumn('account_id', key, (column) => column.primaryKey().references('accounts.id'))
      .addColumn('login_names', 'text', (column) => column.notNull())
      .addColumn('imap_user', 'text')
      .addColumn('smtp_user', 'text')
      .addColumn('imap_password', 'text')
      .addColumn('smtp_password', 'text')
      .addColumn('access_token', 'text')
      .addColumn('access_expires_at', 'bigint')
      .addColumn('refresh_token', 'text')
      .addColumn('token_scope', 'text')
      .addColumn('token_version', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();

    await db.schema
      .createTable('link_attempts')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('state_hash', 'text', (column) => column.notNull().unique())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('session_hash', 'text', (column) => column.notNull())
      .addColumn('provider_app_id', key, (column) =>
        column.notNull().references('provider_apps.id').onDelete('cascade'),
      )
      .addColumn('account_id', key, (column) => column.references('accounts.id').onDelete('cascade'))
      .addColumn('nonce', 'text', (column) => column.notNull())
      .addColumn('code_verifier', 'text', (column) => column.notNull())
      .addColumn('redirect_uri', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('used_at', 'bigint')
      .execute();
    await db.schema.createIndex('link_attempts_expiry').on('link_attempts').column('expires_at').execute();
    await db.schema.createIndex('link_attempts_app').on('link_attempts').column('provider_app_id').execute();
    await db.schema.createIndex('link_attempts_account').on('link_attempts').column('account_id').execute();
  },
};
