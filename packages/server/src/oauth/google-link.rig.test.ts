/** A Gmail mailbox linked over HTTP, from the app that an administrator enters to stored mail and the doctor's word. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, type CheckId, doctorReport, providerApp } from '@mailroom/model';
import { MAIL_SCOPE } from '@mailroom/rig/identity/google/index';
import { walkSignIn } from '@mailroom/rig/identity/index';
import { type PracticeGoogle, startPracticeGoogle } from '@mailroom/rig/provider/index';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const engineProgram = new URL('../engine-thread/worker.ts', import.meta.url);

let google: PracticeGoogle;
let server: TestServer;
let certificates: string;
let ada: Browser;
let app: string;

beforeAll(async () => {
  google = await startPracticeGoogle({ mail: 'none' });
  certificates = await mkdtemp(join(tmpdir(), 'mailroom-ca-'));
  const extraCaFile = join(certificates, 'ca.pem');
  await writeFile(extraCaFile, google.caPem);
  server = await startTestServer({ clouds: [google.cloud], extraCaFile }, { engineProgram });
  google.registerRedirectUri(`${server.address}/oauth2/callback`);
  ada = await server.signedIn();
  const answer = await ada.ask('/api/v1/provider-apps', {
    method: 'POST',
    body: {
      provider: 'google',
      name: 'Gmail',
      cloudId: google.cloud.id,
      clientId: google.clientId,
      credential: { kind: 'secret', value: google.clientSecret, expires: null },
    },
  });
  app = providerApp.parse(answer.json).id;
});
afterAll(async () => {
  await server.close();
  await google.close();
  await rm(certificates, { recursive: true });
});

async function link(untick: string[] = []): Promise<string> {
  const answer = await ada.ask('/api/v1/accounts/link/oauth', {
    method: 'POST',
    body: { providerAppId: app },
  });
  const { authorizeUrl } = z.object({ authorizeUrl: z.url() }).parse(answer.json);
  const { userName, password } = google.people[0] ?? { userName: '', password: '' };
  const returned = new URL(await walkSignIn({ authorizeUrl, userName, password, consent: 'accept', untick }));
  const { headers } = await ada.ask(`${returned.pathname}${returned.search}`);
  return headers.get('location') ?? '';
}

const accounts = async () =>
  z.object({ accounts: z.array(account) }).parse((await ada.ask('/api/v1/accounts')).json).accounts;

async function examined(id: CheckId) {
  const answer = await ada.ask(`/api/v1/provider-apps/${app}/doctor`, {
    method: 'POST',
    body: { accountId: null },
  });
  return doctorReport.parse(answer.json).checks.find((check) => check.id === id);
}

describe('a Gmail mailbox', () => {
  it('whose owner unticked the mail is not linked, and the doctor hears of it', async () => {
    expect(await link([MAIL_SCOPE])).toContain('failure=scope-missing');
    expect(await accounts()).toEqual([]);
    expect(await examined('sign-in')).toMatchObject({ state: 'wrong', finding: 'google-mail-not-granted' });
  });

  it('is linked by its owner’s sign-in and synchronised, each message once', async () => {
    const { userName: address } = google.people[0] ?? { userName: '' };
    const raw = (n: number) =>
      Buffer.from(
        `From: bob@example.org\r\nTo: ${address}\r\nSubject: ${n}\r\nMessage-ID: <${n}@x>\r\n\r\nHello\r\n`,
      );
    for (let n = 1; n <= 3; n += 1) google.mail.folder(address, 'inbox').append(raw(n));
    await link();
    const [linked] = await accounts();
    expect(linked).toMatchObject({ provider: 'google', access: 'sign-in', address, signedInAs: null });
    await ada.ask(`/api/v1/accounts/${linked?.id}/start`, {
      method: 'POST',
      body: { since: { kind: 'everything' } },
    });
    await vi.waitFor(async () => {
      expect((await accounts())[0]).toMatchObject({ state: 'watching', messages: 3, unread: 3 });
    }, 20_000);
    expect(await examined('sign-in')).toMatchObject({ state: 'right' });
  });

  it('linked again through an app in testing is told to end in a week, without another look at it', async () => {
    google.saveClient({
      publishing: 'testing',
      verified: false,
      testUsers: google.people.map(({ userName }) => userName),
    });
    await link();
    expect(await accounts()).toHaveLength(1);
    expect(await examined('sign-in')).toMatchObject({
      state: 'wrong',
      finding: 'google-access-ends-weekly',
      detail: { days: '7' },
    });
  });
});
