/** Notices in the running product: over HTTP, and by mail after a start. */
import { rm } from 'node:fs/promises';
import { type Notice, notice } from '@mailroom/model';
import { expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { ownMailServer } from '../testing/own-mail-server.ts';
import { administrator, startTestServer } from '../testing/test-server.ts';

const day = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

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
  const { email, password } = administrator;
  await returned.ask('/api/auth/sign-in/email', { method: 'POST', body: { email, password } });
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
