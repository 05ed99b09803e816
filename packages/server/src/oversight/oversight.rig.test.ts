/** What administrators see and do over HTTP, alerts after an hour by a clock that the test moves, probes, and metrics. */
import type { Clock } from '@mailroom/engine/ports/index';
import { Failure, type FailureWire, notice, overseenAccount, vitals } from '@mailroom/model';
import { openStore } from '@mailroom/store';
import { expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { loadSecretKey } from '../config/secret-key.ts';
import type { Settings } from '../config/settings.ts';
import type { DiskSpace } from '../health/disk.ts';
import { createLog } from '../http/log.ts';
import { databaseFile } from '../start/open-store.ts';
import type { Browser } from '../testing/browser.ts';
import { ownMailServer } from '../testing/own-mail-server.ts';
import { seedMail } from '../testing/seed-mail.ts';
import { administrator, member, startTestServer, type TestServer } from '../testing/test-server.ts';
import { readExposition } from './testing/read-exposition.ts';

const minute = 60_000;

/** Stands still until it is moved; whoever sleeps is woken when their time has come. */
function handClock(): Clock & { advance(milliseconds: number): void } {
  let passed = 0;
  const start = Date.now();
  const sleepers = new Set<{ due: number; wake(): void }>();
  return {
    now: () => new Date(start + passed),
    monotonic: () => passed,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { due: passed + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(new Error('aborted'));
        });
      }),
    advance(milliseconds) {
      passed += milliseconds;
      for (const sleeper of [...sleepers]) {
        if (sleeper.due > passed) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}

async function startWorld(settings: Partial<Settings> = {}) {
  const clock = handClock();
  const disk: DiskSpace = { free: 50 * 1024 ** 3, size: 100 * 1024 ** 3 };
  const server = await startTestServer(settings, { clock, readDisk: async () => ({ ...disk }) });
  onTestFinished(() => server.close());
  const ada = await server.signedIn();
  const bob = await server.member();
  const { id: bobId } = z.object({ id: z.string() }).parse((await bob.ask('/api/v1/me')).json);
  const { accountId } = await seedMail(server.dataDir, bobId);
  return { server, clock, disk, ada, bob, bobId, accountId };
}

/** Says how an account is, as the engine's store does, by the test's clock. */
async function accountIs(
  { server, clock, accountId }: { server: TestServer; clock: Clock; accountId: string },
  state: 'watching' | 'waiting' | 'reconnect',
  failure: FailureWire | null = null,
): Promise<void> {
  const file = databaseFile(server.dataDir);
  const secretKey = await loadSecretKey({ dataDir: server.dataDir, databaseFile: file, setting: null });
  const log = createLog({ level: 'silent' });
  const store = await openStore({ file, dataDir: server.dataDir, secretKey, clock, log });
  try {
    await store.ports.accounts.saveStatus(accountId, { state, failure, progress: null });
  } finally {
    await store.close();
  }
}

const listed = z.object({ accounts: z.array(overseenAccount), total: z.int() });
const list = async (browser: Browser, query = '') =>
  listed.parse((await browser.ask(`/api/v1/admin/accounts${query}`)).json);
const noticesOf = async (browser: Browser) =>
  z.object({ notices: z.array(notice) }).parse((await browser.ask('/api/v1/notices')).json).notices;
const act = async (browser: Browser, action: string, accountIds: string[]) => {
  const answer = await browser.ask('/api/v1/admin/accounts/actions', {
    method: 'POST',
    body: { action, accountIds },
  });
  const schema = z.object({ outcomes: z.array(z.object({ accountId: z.string(), outcome: z.string() })) });
  return schema.parse(answer.json).outcomes.map(({ outcome }) => outcome);
};

const ended = new Failure({
  origin: 'person',
  kind: 'grant-ended',
  next: { do: 'reconnect' },
  code: 'AADSTS50173',
}).toWire();

it('an account that has not worked for an hour is told of once, to administrators and to its owner, and is forgotten when it works', async () => {
  const { smtp, settings } = await ownMailServer();
  const world = await startWorld(settings);
  const { clock, ada, bob, accountId } = world;
  await accountIs(world, 'reconnect', ended);
  clock.advance(59 * minute);
  expect(await noticesOf(ada)).toEqual([]);
  expect((await list(ada)).accounts).toMatchObject([{ id: accountId, unwell: false, need: 'owner' }]);
  clock.advance(minute);
  expect(await noticesOf(ada)).toMatchObject([{ kind: 'accounts-unwell', accounts: 1 }]);
  expect(await noticesOf(bob)).toMatchObject([{ kind: 'own-account-unwell', accountId, asked: false }]);
  await vi.waitFor(
    () => {
      clock.advance(minute);
      expect(smtp.transmissions).toHaveLength(2);
    },
    { timeout: 20_000 },
  );
  for (let passed = 0; passed < 30; passed += 1) clock.advance(minute);
  expect(smtp.transmissions.flatMap(({ recipients }) => recipients).sort()).toEqual(
    [administrator.email, member.email].sort(),
  );
  const mails = smtp.transmissions.map(({ submitted }) => submitted.toString()).join('');
  expect(mails).toContain('ada@example.com');
  expect(mails).not.toMatch(/quarterly|Figures|invoice/);
  await accountIs(world, 'watching');
  expect(await noticesOf(ada)).toEqual([]);
  expect(await noticesOf(bob)).toEqual([]);
}, 60_000);

it('attempts that come to nothing do not begin the hour anew, and work does', async () => {
  const world = await startWorld();
  const { clock, ada } = world;
  const waiting = new Failure({ origin: 'network', kind: 'connection-timed-out' }).toWire();
  await accountIs(world, 'waiting', waiting);
  clock.advance(40 * minute);
  await accountIs(world, 'waiting', waiting);
  clock.advance(20 * minute);
  expect((await list(ada, '?unwell=true')).total).toBe(1);
  await accountIs(world, 'watching');
  await accountIs(world, 'waiting', waiting);
  clock.advance(40 * minute);
  expect((await list(ada, '?unwell=true')).total).toBe(0);
});

it('a disk that fills is on every screen of administrators, in probes and in metrics, by the same judgement', async () => {
  const { server, disk, ada, bob } = await startWorld();
  const health = async () => (await server.browser().ask('/api/health')).json;
  expect(await health()).toMatchObject({ state: 'right', parts: { disk: 'right', engine: 'right' } });
  disk.free = 900 * 1024 ** 2;
  expect(await noticesOf(ada)).toMatchObject([{ kind: 'disk-fills', free: disk.free }]);
  expect(await noticesOf(bob)).toEqual([]);
  expect(await health()).toMatchObject({ state: 'unwell', parts: { disk: 'unwell' } });
  expect((await server.browser().ask('/api/health/ready')).status).toBe(200);
  disk.free = 1024 ** 2;
  const ready = await server.browser().ask('/api/health/ready');
  expect([ready.status, ready.json]).toMatchObject([503, { state: 'wrong', parts: { disk: 'wrong' } }]);
  expect((await server.browser().ask('/api/health/live')).status).toBe(200);
  expect(vitals.parse((await ada.ask('/api/v1/admin/vitals')).json).state).toBe('wrong');
  const samples = readExposition((await server.browser().ask('/metrics')).text);
  expect(samples.find(({ name }) => name === 'mailroom_health')?.value).toBe(0);
});

it('metrics count what the screens show, and name nobody', async () => {
  const world = await startWorld();
  const { server, clock, ada } = world;
  await accountIs(world, 'reconnect', ended);
  clock.advance(61 * minute);
  await ada.ask('/api/v1/accounts/4711-canary-path');
  await server.browser().request('/canary-path', { headers: { accept: 'text/html' } });
  const { text, headers } = await server.browser().ask('/metrics');
  expect(headers.get('content-type')).toContain('text/plain');
  const samples = readExposition(text);
  const value = (name: string, labels: Record<string, string>) =>
    samples.find(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([key, is]) => sample.labels[key] === is),
    )?.value;
  const seen = vitals.parse((await ada.ask('/api/v1/admin/vitals')).json);
  expect(seen.accounts).toEqual({ all: 1, byState: { reconnect: 1 }, unwell: 1 });
  expect(value('mailroom_accounts', { provider: 'imap', state: 'reconnect' })).toBe(1);
  expect(value('mailroom_accounts', { provider: 'imap', state: 'watching' })).toBe(0);
  expect(value('mailroom_accounts_unwell', { provider: 'imap' })).toBe(1);
  expect(value('mailroom_health', {})).toBe(0.5);
  expect(value('mailroom_http_requests_total', { route: '/api/v1/accounts/:id', status: '404' })).toBe(1);
  const labels = samples.flatMap((sample) => Object.values(sample.labels)).join('\n');
  expect(labels).not.toMatch(/@|canary|quarterly|INBOX|Ada|Bob|example\.com|invoice/i);
  expect(text).not.toMatch(/@example|canary|quarterly|Ada|Bob/);
});

it('metrics are hidden from whoever came by a proxy or another name, and take a token where one is set', async () => {
  const open = await startTestServer();
  onTestFinished(() => open.close());
  const ask = (headers: Record<string, string>) => open.browser().ask('/metrics', { headers });
  expect((await ask({})).status).toBe(200);
  expect((await ask({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
  const token = 'a-token-for-prometheus';
  const guarded = await startTestServer({ metricsToken: token });
  onTestFinished(() => guarded.close());
  const shown = (authorization: string) =>
    guarded.browser().ask('/metrics', { headers: authorization ? { authorization } : {} });
  expect((await shown('')).status).toBe(401);
  expect((await shown(`Bearer ${token}x`)).status).toBe(401);
  expect((await shown(`bearer ${token}`)).status).toBe(200);
});

it('an administrator sees states and counts, and neither mail nor what a server said of it', async () => {
  const world = await startWorld();
  const { ada, accountId } = world;
  const told = new Failure({
    origin: 'provider',
    kind: 'protocol-error',
    quote: 'NO Mailbox Divorce is locked',
    detail: { host: 'mail.example.com', folder: 'Divorce' },
  }).toWire();
  await accountIs(world, 'waiting', told);
  const { accounts } = await list(ada);
  expect(accounts).toMatchObject([
    {
      id: accountId,
      address: 'ada@example.com',
      owner: { name: member.name },
      messages: 1,
      state: 'waiting',
    },
  ]);
  expect(accounts[0]?.failure).toMatchObject({ quote: null, detail: { host: 'mail.example.com' } });
  expect(JSON.stringify(accounts)).not.toMatch(/Divorce|quarterly|Figures/);
  expect((await ada.ask(`/api/v1/accounts/${accountId}`)).status).toBe(404);
});

it('a pause by an administrator is the administrator’s to end, one by the owner is either’s; the owner is asked once an hour', async () => {
  const world = await startWorld();
  const { ada, bob, accountId, clock } = world;
  await accountIs(world, 'watching');
  const own = (verb: string) => bob.ask(`/api/v1/accounts/${accountId}/${verb}`, { method: 'POST' });
  expect(await act(ada, 'pause', [accountId, '4711'])).toEqual(['done', 'not-found']);
  expect(await act(ada, 'sync', [accountId])).toEqual(['not-now']);
  await accountIs(world, 'watching');
  expect((await list(ada)).accounts).toMatchObject([{ state: 'paused', pausedBy: 'administrator' }]);
  expect((await own('resume')).status).toBe(403);
  expect(await act(ada, 'resume', [accountId])).toEqual(['done']);
  expect((await own('pause')).json).toMatchObject({ state: 'paused', pausedBy: 'person' });
  expect((await own('resume')).json).toMatchObject({ state: 'syncing', pausedBy: null });
  expect(await act(ada, 'ask-owner', [accountId])).toEqual(['not-now']);
  await accountIs(world, 'reconnect', ended);
  expect(await act(ada, 'ask-owner', [accountId])).toEqual(['done']);
  expect(await act(ada, 'ask-owner', [accountId])).toEqual(['asked-already']);
  expect(await noticesOf(bob)).toMatchObject([{ kind: 'own-account-unwell', accountId, asked: true }]);
  clock.advance(61 * minute);
  expect(await act(ada, 'ask-owner', [accountId])).toEqual(['done']);
  const actions = z.object({ records: z.array(z.object({ action: z.string() })) });
  const audit = actions.parse((await ada.ask('/api/v1/audit')).json);
  expect(audit.records.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['account.paused', 'account.resumed', 'account.asked-to-reconnect']),
  );
});

it('a disk that fills is mailed to administrators over SMTP, once: the next mail tells of something else', async () => {
  const { smtp, settings } = await ownMailServer();
  const world = await startWorld(settings);
  const { clock, disk } = world;
  const mailed = () =>
    smtp.transmissions
      .filter(({ recipients }) => recipients.includes(administrator.email))
      .map(({ submitted }) => submitted.toString());
  const reach = (mails: number) =>
    vi.waitFor(
      () => {
        clock.advance(minute);
        expect(mailed()).toHaveLength(mails);
      },
      { timeout: 20_000 },
    );
  disk.free = 900 * 1024 ** 2;
  await reach(1);
  expect(mailed()[0]).toMatch(/disk.*nearly full/);
  await accountIs(world, 'reconnect', ended);
  clock.advance(60 * minute);
  await reach(2);
  expect(mailed()[1]).not.toMatch(/nearly full/);
});
