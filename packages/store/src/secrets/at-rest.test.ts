import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, SecretUnreadable, WrongSecretKey } from '../index.ts';
import {
  administrator,
  imapInput,
  microsoftApp,
  scopeFor,
  secretKey,
  silent,
  TestClock,
  temporaryDirectory,
} from '../testing/world.ts';

const clock = new TestClock();
const tokens = (name: string) => ({
  accessToken: `canary-access-${name}`,
  accessExpiresAt: clock.now(),
  refreshToken: `canary-refresh-${name}`,
  scope: 'mail',
});

async function openWithSecrets() {
  const directory = await temporaryDirectory();
  const file = join(directory, 'mailroom.db');
  const store = await openStore({ file, dataDir: directory, secretKey, clock, log: silent });
  onTestFinished(() => store.close());
  const app = await store.providerApps.create(administrator, microsoftApp('canary-client-secret-1234'));
  const link = async (name: string) =>
    store.signedInMailboxes.save(await scopeFor(store), {
      providerAppId: app.id,
      providerKey: name,
      address: `${name}@example.com`,
      signedInAs: null,
      name,
      loginNames: [`${name}@example.com`],
      tokens: tokens(name),
      accountId: null,
    });
  const [one, two] = [await link('one'), await link('two')];
  const input = imapInput('ada');
  input.imap.password = 'canary-imap-password';
  input.smtp.password = 'canary-smtp-password';
  const imap = await store.passwordMailboxes.create('ada', input);
  await store.links.begin({
    personId: 'ada',
    sessionId: 'canary-session',
    providerAppId: app.id,
    accountId: null,
    sharedAddress: null,
    state: 'canary-state',
    nonce: 'nonce',
    codeVerifier: 'canary-verifier',
    redirectUri: 'http://127.0.0.1/oauth2/callback',
  });
  return { directory, file, store, app, one, two, imap };
}

describe('secrets at rest', () => {
  it('are nowhere in clear text in the database files', async () => {
    const { directory, store, app, one, imap } = await openWithSecrets();
    await store.ports.credentials.saveTokens(one.id, tokens('later'), 1);
    await store.passwordMailboxes.savePasswords(await scopeFor(store), imap.id, {
      imap: 'canary-new-imap',
      smtp: 'canary-new-smtp',
    });
    await store.providerApps.addCredential(administrator, app.id, {
      kind: 'certificate',
      privateKey: 'canary-private-key',
      certificate: 'public',
      thumbprint: 'AB',
      expires: '2028-11-20',
    });
    const files = readdirSync(directory).filter((name) => name.startsWith('mailroom.db'));
    expect(files).toContain('mailroom.db-wal');
    for (const name of files) {
      expect(readFileSync(join(directory, name)).includes('canary')).toBe(false);
    }
  });

  it('come back whole', async () => {
    const { store, app, one, imap } = await openWithSecrets();
    expect(await store.ports.credentials.read(one.id)).toMatchObject({
      kind: 'oauth',
      providerAppId: app.id,
      imapUsers: ['one@example.com'],
      tokens: { accessToken: 'canary-access-one', refreshToken: 'canary-refresh-one', version: 1 },
    });
    expect(await store.ports.credentials.read(imap.id)).toEqual({
      kind: 'password',
      imap: { user: 'ada', password: 'canary-imap-password' },
      smtp: { user: 'ada', password: 'canary-smtp-password' },
    });
    expect(await store.ports.credentials.providerApp(app.id)).toMatchObject({
      credentials: [{ kind: 'secret', value: 'canary-client-secret-1234' }],
    });
  });

  it('do not open in the row or column that they were copied to', async () => {
    const { file, store, one, two, imap } = await openWithSecrets();
    const other = new DatabaseSync(file);
    const swap = other.prepare(
      'update credentials set refresh_token = (select refresh_token from credentials where account_id = ?) where account_id = ?',
    );
    swap.run(Number(two.id), Number(one.id));
    other
      .prepare('update credentials set imap_password = smtp_password where account_id = ?')
      .run(Number(imap.id));
    other.close();
    await expect(store.ports.credentials.read(one.id)).rejects.toThrow(SecretUnreadable);
    await expect(store.ports.credentials.read(imap.id)).rejects.toThrow(SecretUnreadable);
    expect(await store.ports.credentials.read(two.id)).toMatchObject({ kind: 'oauth' });
  });

  it('are refused to another key at start-up', async () => {
    const { directory, file } = await openWithSecrets();
    const other = { file, dataDir: directory, secretKey: '43'.repeat(32), clock, log: silent };
    await expect(openStore(other)).rejects.toThrow(WrongSecretKey);
  });

  it('never leave with a provider app', async () => {
    const { store } = await openWithSecrets();
    const text = JSON.stringify(await store.providerApps.list());
    expect(text).not.toContain('canary');
    expect(text).toContain('"hint":"1234"');
  });
});
