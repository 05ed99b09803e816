import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqlite } from '../database/dialect.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { openStore, WrongSecretKey } from '../index.ts';
import { SecretBox } from '../secrets/secret-box.ts';
import { purposeKey } from '../secrets/secret-key.ts';
import { scopeFor, secretKey, silent, TestClock, temporaryDirectory } from '../testing/world.ts';
import { migrations } from './index.ts';

interface OldTables {
  settings: { name: string; value: string };
  provider_apps: Record<string, string | number | null>;
  accounts: Record<string, string | number | null>;
  credentials: Record<string, string | number | null>;
  link_attempts: Record<string, string | number | null>;
}

const clock = new TestClock();
const box = new SecretBox(purposeKey(secretKey, 'mailroom/store/secrets/1'));
const at = Date.UTC(2026, 0, 1);

function app(id: number, secret: string) {
  return {
    id,
    provider: 'microsoft',
    name: `App ${id}`,
    cloud_id: 'global',
    tenant: 'common',
    client_id: '11111111-2222-3333-4444-555555555555',
    client_secret: secret,
    secret_hint: 'hint',
    secret_expires: '2027-05-01',
    failure: null,
    created_at: at,
  };
}

const sealedFor = (id: number, text: string) =>
  box.seal(text, { table: 'provider_apps', row: id, column: 'client_secret' });

/** A database as the release before this migration left it: two apps in use and one whose secret was damaged. */
async function databaseBefore() {
  const directory = await temporaryDirectory();
  const file = join(directory, 'mailroom.db');
  const db = openDatabase(file) as unknown as Kysely<OldTables>;
  await migrate(db as unknown as Kysely<never>, sqlite, migrations.slice(0, 3), () => clock.now(), box);
  const keyCheck = box.seal('mailroom', { table: 'settings', row: 'secrets.key-check', column: 'value' });
  await db.insertInto('settings').values({ name: 'secrets.key-check', value: keyCheck }).execute();
  await db
    .insertInto('provider_apps')
    .values([
      app(1, sealedFor(1, 'first~secret')),
      app(2, 'v1.damaged'),
      app(4, sealedFor(4, 'fourth~secret')),
    ])
    .execute();
  const common = { owner: 'ada', name: 'Ada', state: 'watching', created_at: at };
  await db
    .insertInto('accounts')
    .values([
      {
        id: 1,
        ...common,
        provider: 'microsoft',
        address: 'a@example.com',
        provider_key: 't.o',
        provider_app_id: 4,
      },
      {
        id: 2,
        ...common,
        provider: 'imap',
        address: 'b@example.com',
        provider_key: 'b',
        provider_app_id: null,
      },
    ])
    .execute();
  await db
    .insertInto('link_attempts')
    .values({
      state_hash: 'x',
      person_id: 'ada',
      session_hash: 'y',
      provider_app_id: 1,
      nonce: 'n',
      code_verifier: 'v',
      redirect_uri: 'r',
      created_at: at,
      expires_at: at,
    })
    .execute();
  await db.destroy();
  return { directory, file };
}

describe('the migration to credentials of their own', () => {
  it('carries every secret over, with its hint, its end, and whose it is', async () => {
    const { directory, file } = await databaseBefore();
    const store = await openStore({ file, dataDir: directory, secretKey, clock, log: silent });
    onTestFinished(() => store.close());
    expect(await store.ports.credentials.providerApp('1')).toMatchObject({
      credentials: [{ kind: 'secret', value: 'first~secret' }],
    });
    expect(await store.ports.credentials.providerApp('4')).toMatchObject({
      credentials: [{ kind: 'secret', value: 'fourth~secret' }],
    });
    const apps = await store.providerApps.list();
    expect(apps.map(({ id, ready, accounts }) => [id, ready, accounts])).toEqual([
      ['1', true, 0],
      ['2', true, 0],
      ['4', true, 1],
    ]);
    expect(apps[2]).toMatchObject({
      access: 'people',
      tenant: 'common',
      consents: [],
      credentials: [
        { hint: 'hint', expires: '2027-05-01', failure: null, createdAt: '2026-01-01T00:00:00.000Z' },
      ],
    });
    expect(await store.accounts.list(await scopeFor(store))).toMatchObject([
      { access: 'sign-in', signedInAs: null },
      { access: 'password', signedInAs: null },
    ]);
  });

  it('takes along a secret that was damaged before, which is told when it is used', async () => {
    const { directory, file } = await databaseBefore();
    const store = await openStore({ file, dataDir: directory, secretKey, clock, log: silent });
    onTestFinished(() => store.close());
    await expect(store.ports.credentials.providerApp('2')).rejects.toThrow('cannot be opened');
  });

  it('is not begun with another key, which would damage every secret', async () => {
    const { directory, file } = await databaseBefore();
    const options = { file, dataDir: directory, clock, log: silent };
    await expect(openStore({ ...options, secretKey: '43'.repeat(32) })).rejects.toThrow(WrongSecretKey);
    const store = await openStore({ ...options, secretKey });
    onTestFinished(() => store.close());
    expect(await store.ports.credentials.providerApp('1')).toMatchObject({
      credentials: [{ value: 'first~secret' }],
    });
  });

  it('leaves no trace of the old columns', async () => {
    const { directory, file } = await databaseBefore();
    const store = await openStore({ file, dataDir: directory, secretKey, clock, log: silent });
    await store.close();
    const db = openDatabase(file);
    onTestFinished(() => db.destroy());
    const tables = await db.introspection.getTables();
    const columns = tables.find(({ name }) => name === 'provider_apps')?.columns.map(({ name }) => name);
    expect(columns).not.toContain('client_secret');
    expect(columns).not.toContain('secret_hint');
  });
});
