/** Notices in the running product: over HTTP, and by mail after a start. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Notice, notice } from '@mailroom/model';
import { startSmtpServer } from '@mailroom/rig/smtp/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import type { Settings } from '../config/settings.ts';
import { readSmtpServer } from '../mail/smtp-server.ts';
import type { Browser } from '../testing/browser.ts';
import { administrator, startTestServer } from '../testing/test-server.ts';

const password = 'canary-own-mail-password';
const day = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

/** A mail server for Mailroom's own mail, and the settings that name it. */
async function ownMailServer() {
  const certificates = makeCertificates();
  const smtp = await startSmtpServer({
    preset: 'plain',
    security: 'tls',
    key: certificates.keyPem,
    certificate: certificates.certPem,
    authenticate: async (attempt) => (attempt.password === password ? attempt.user : undefined),
    postOffice: { reach: () => 'correspondent', deliver: () => undefined, fileSent: () => undefined },
  });
  onTestFinished(() => smtp.close());
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-ca-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const extraCaFile = join(directory, 'ca.pem');
  await writeFile(extraCaFile, certificates.caPem);
  const settings: Partial<Settings> = {
    extraCaFile,
    smtpServer: readSmtpServer(`smtps://mailroom%40practice.test:${password}@localhost:${smtp.port}`),
    mailFrom: { name: 'Mailroom', address: 'mailroom@practice.test' },
  };
  return { smtp, settings };
}

async function enterAppEndingIn(browser: Browser, days: number, name = 'Contoso'): Promise<void> {
  const answer = await browser.ask('/api/v1/provider-apps', {
    method: 'POST',
    body: {
      provider: 'microsoft',
      name,
      access: 'people',
      cloudId: 'global',
      tenant: 'common',
      clientId: null,
      credential: { kind: 'secret', value: 'canary-client-secret', expires: inDays(days) },
    },
  });
  expect(answer.status).toBe(200);
}

async function noticesOf(browser: Browser): Promise<{ notices: Notice[]; byMail: boolean }> {
  const schema = z.object({ notices: z.array(notice), byMail: z.boolean() });
  return schema.parse((await browser.ask('/api/v1/notices')).json);
}

it('are told to administrators, with whether they also come by mail', async () => {
  const server = await startTestServer();
  onTestFinished(() => server.close());
  const ada = await server.signedIn();
  expect(await noticesOf(ada)).toEqual({ notices: [], byMail: false });
  await enterAppEndingIn(ada, 10);
  expect(await noticesOf(ada)).toMatchObject({
    notices: [{ name: 'Contoso', days: 10, expires: inDays(10), covered: false }],
  });
});

it('reach the administrator by mail once, however often the server is started', async () => {
  const { smtp, settings } = await ownMailServer();
  const first = await startTestServer(settings);
  const ada = await first.signedIn();
  await enterAppEndingIn(ada, 10);
  expect((await noticesOf(ada)).byMail).toBe(true);
  await first.stop();
  onTestFinished(() => rm(first.dataDir, { recursive: true, force: true }));
  const second = await startTestServer(settings, { dataDir: first.dataDir });
  await vi.waitFor(() => expect(smtp.transmissions).toHaveLength(1), { timeout: 20_000 });
  const returned = second.browser();
  const { email, password: own } = administrator;
  await returned.ask('/api/auth/sign-in/email', { method: 'POST', body: { email, password: own } });
  await enterAppEndingIn(returned, 40, 'Fabrikam');
  await second.stop();
  const third = await startTestServer(settings, { dataDir: first.dataDir });
  // The nearest end is looked at first: once the farther one was mailed, the nearer one was not mailed again.
  await vi.waitFor(() => expect(smtp.transmissions).toHaveLength(2), { timeout: 20_000 });
  await third.stop();
  const mails = smtp.transmissions.map(({ submitted }) => submitted.toString());
  expect(mails).toEqual([expect.stringContaining('Contoso'), expect.stringContaining('Fabrikam')]);
  expect(smtp.transmissions.map(({ recipients }) => recipients)).toEqual([[email], [email]]);
  const lines = [first, second, third].flatMap(({ log }) => log);
  const told = `${lines.join('')}${mails.join('')}${ada.seen.join('')}${returned.seen.join('')}`;
  expect(told).toContain('near its end');
  expect(told).not.toMatch(/canary/);
});
