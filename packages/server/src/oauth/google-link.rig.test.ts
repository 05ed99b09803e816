import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account } from '@mailroom/model';
import { walkSignIn } from '@mailroom/rig/identity/index';
import { type PracticeGoogle, startPracticeGoogle } from '@mailroom/rig/provider/index';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let google: PracticeGoogle;
let server: TestServer;
let ada: Browser;
let directory: string;
beforeEach(async () => {
  google = await startPracticeGoogle({ mail: 'none' });
  directory = await mkdtemp(join(tmpdir(), 'mailroom-ca-'));
  const extraCaFile = join(directory, 'ca.pem');
  await writeFile(extraCaFile, google.caPem);
  server = await startTestServer({ clouds: [google.cloud], extraCaFile, allowPrivateHosts: true });
  google.registerRedirectUri(`${server.address}/oauth2/callback`);
  ada = await server.signedIn();
  const entered = await ada.ask('/api/v1/provider-apps', {
    method: 'POST',
    body: {
      provider: 'google',
      name: 'Practice',
      cloudId: google.cloud.id,
      clientId: google.clientId,
      credential: { kind: 'secret', value: google.clientSecret, expires: null },
    },
  });
  expect(entered.text).toContain('"ready":true');
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true });
  await google.close();
});

async function signIn(person: number, body: object = {}): Promise<string | null> {
  const answer = await ada.ask('/api/v1/accounts/link/oauth', { method: 'POST', body });
  const { authorizeUrl } = z.object({ authorizeUrl: z.url() }).parse(answer.json);
  const { userName = '', password = '' } = google.people[person] ?? {};
  const returned = new URL(await walkSignIn({ authorizeUrl, userName, password, consent: 'accept' }));
  return (await ada.ask(`${returned.pathname}${returned.search}`)).headers.get('location');
}

async function accounts() {
  const { json } = await ada.ask('/api/v1/accounts');
  return z.object({ accounts: z.array(account) }).parse(json).accounts;
}

it('links a mailbox at Google, known by whoever signed in and not by the address', async () => {
  const location = await signIn(0);
  const [linked] = await accounts();
  expect(linked).toMatchObject({
    provider: 'google',
    address: google.people[0]?.userName,
    access: 'sign-in',
    state: 'choosing',
  });
  expect(location).toBe(`/accounts/${linked?.id}/start`);
  expect(await signIn(1, { accountId: linked?.id })).toBe('/accounts?failure=other-mailbox-signed-in');
  expect(await signIn(0, { accountId: linked?.id })).toBe(`/accounts/${linked?.id}/start`);
  expect(await accounts()).toHaveLength(1);
});

it('has no shared mailboxes and no admin-consent link there', async () => {
  const shared = { sharedAddress: 'office@halewick.test' };
  const answer = await ada.ask('/api/v1/accounts/link/oauth', { method: 'POST', body: shared });
  expect(answer.status).toBe(404);
  const consent = await ada.ask('/api/v1/provider-apps/1/consent', {
    method: 'POST',
    body: { tenant: null },
  });
  expect(consent.json).toMatchObject({ failure: { kind: 'conflict' } });
});
