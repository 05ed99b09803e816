/**
 * Whoever tries addresses learns nothing: each is answered the same, and by the same work. Work is counted in computations of the password
 * hash, each of which takes longer than everything else together, and not in time.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { openDatabase } from '@mailroom/store/database/open';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createLog } from '../http/log.ts';
import { databaseFile } from '../start/open-store.ts';
import { addMember } from '../testing/add-member.ts';
import type { Answer, Browser } from '../testing/browser.ts';
import { administrator, member, startTestServer, type TestServer } from '../testing/test-server.ts';
import { createAuth } from './auth.ts';
import { People } from './people.ts';

const scrypt = vi.spyOn(crypto, 'scrypt');
syncBuiltinESMExports();

let server: TestServer;
let ada: Browser;
const gone = { ...member, email: 'gone@example.com' };
const elsewhere = 'elsewhere@example.com';

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signedIn();
  const { id } = await addMember(server.dataDir, gone);
  await ada.ask(`/api/v1/people/${id}/deactivate`, { method: 'POST', body: {} });
  await addConnected(elsewhere);
});
afterAll(async () => {
  await server.close();
  scrypt.mockRestore();
  syncBuiltinESMExports();
});

/** Somebody who signs in at a provider and has no password. */
async function addConnected(email: string): Promise<void> {
  const database = openDatabase(databaseFile(server.dataDir));
  const auth = await createAuth({
    database: { db: database, type: 'sqlite' },
    secret: Buffer.alloc(32, 1),
    baseUrl: 'http://localhost',
    log: createLog({ level: 'silent' }),
  });
  const at = { kind: 'google', subject: 'somebody' } as const;
  await new People(auth).createConnected({ name: 'Else', email }, 'member', at);
  await database.destroy();
}

/** What somebody is told, and how often a password was hashed for it. */
async function told(path: string, body: unknown) {
  const before = scrypt.mock.calls.length;
  const { status, text, headers }: Answer = await server.browser().ask(path, { method: 'POST', body });
  const varying = new Set(['date', 'x-request-id']);
  const names = [...headers.keys()].filter((name) => !varying.has(name)).sort();
  return { status, text, names, hashes: scrypt.mock.calls.length - before };
}

it('at signing in: nobody’s address, a wrong password, who was deactivated, and who has no password', async () => {
  const signIn = (email: string, password: string) => told('/api/auth/sign-in/email', { email, password });
  const unknown = await signIn('nobody@example.com', 'not the password');
  expect(unknown).toMatchObject({ status: 401, hashes: 1 });
  expect(await signIn(administrator.email, 'not the password')).toEqual(unknown);
  expect(await signIn(gone.email, gone.password)).toEqual(unknown);
  expect(await signIn(elsewhere, 'not the password')).toEqual(unknown);
});

it('at asking for a recovery link', async () => {
  const recover = (email: string) => told('/api/v1/recovery', { email });
  const unknown = await recover('nobody@example.com');
  expect(unknown).toMatchObject({ status: 204, hashes: 0 });
  for (const email of [administrator.email, gone.email, elsewhere])
    expect(await recover(email)).toEqual(unknown);
});

it('at an invitation that is no good, whichever address is told with it', async () => {
  const accept = (email: string) =>
    told('/api/v1/invitation/accept', { token: 'made-up', name: 'Eve', email, password: 'a long password' });
  const unknown = await accept('nobody@example.com');
  expect(unknown).toMatchObject({ status: 410, hashes: 0 });
  for (const email of [administrator.email, gone.email, elsewhere])
    expect(await accept(email)).toEqual(unknown);
});

it('at a recovery link that is no good', async () => {
  const finish = (token: string) => told('/api/v1/recovery/password', { token, password: 'a long password' });
  expect(await finish('x'.repeat(43))).toMatchObject({ status: 410, hashes: 0 });
});
