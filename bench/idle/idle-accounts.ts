/**
 * Many accounts at rest on one server, against the practice IMAP server: memory for each, processor time, and the time from a
 * delivery to the live stream; beside the same number of bare imapflow connections over TLS. Memory is what the accounts add to a
 * process that has none.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServerProcess } from '@mailroom/rig/demo/server-process';
import { type Browser, openBrowser } from '@mailroom/rig/demo/walk/browser';
import { createAdministrator } from '@mailroom/rig/demo/walk/create-administrator';
import { addAccounts } from '../add-accounts.ts';
import { type Child, startChild } from '../child.ts';
import { followChanges } from '../live-changes.ts';
import { median } from '../median.ts';
import { percentile } from '../percentile.ts';
import { processorAtRest, residentMiB } from '../process-figures.ts';
import type { BareAnswer, BareQuestion } from './bare-connections.ts';
import type { MailAnswer, MailQuestion } from './practice-mail.ts';
import { addressOf, password } from './practice-mail-names.ts';

export interface IdleFigures {
  accounts: number;
  /** MiB that the accounts add to the server. */
  rssMiB: number;
  /** MiB that as many bare connections add to a process. */
  bareRssMiB: number;
  /** Per cent of one core, of the whole server, while nothing happens. */
  cpuPercent: number;
  bareCpuPercent: number;
  kibPerAccount: number;
  /** Of the whole server. */
  totalRssMiB: number;
  /** Milliseconds from the delivery to the live stream. */
  delivery: { medianMs: number; p95Ms: number };
}

/** Seconds until what was left by starting has settled. */
const settling = 40;
/** Seconds for which the processor is watched: as long as the time between two passes over an account's folders. */
const watching = 300;
const watchingBare = 30;
const deliveries = 100;
const messagesEach = 5;

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export async function idleAccounts(accounts: number): Promise<IdleFigures> {
  const mail = startChild<MailQuestion, MailAnswer>(program('./practice-mail.ts'));
  try {
    const served = await mail.ask({ kind: 'start', accounts, messages: messagesEach });
    const bare = await bareConnections({ ...served, accounts });
    const mailroom = await mailroomAccounts(mail, served, accounts);
    return {
      accounts,
      ...mailroom,
      bareRssMiB: bare.rssMiB,
      bareCpuPercent: bare.cpuPercent,
    };
  } finally {
    await mail.close();
  }
}

async function bareConnections(question: BareQuestion): Promise<{ rssMiB: number; cpuPercent: number }> {
  const bare = startChild<BareQuestion, BareAnswer>(program('./bare-connections.ts'));
  try {
    await bare.ask({ ...question, accounts: 0 });
    const before = await residentMiB(bare.pid);
    await bare.ask(question);
    await pause(settling * 1000);
    const rssMiB = (await residentMiB(bare.pid)) - before;
    return { rssMiB, cpuPercent: await processorAtRest(bare.pid, watchingBare) };
  } finally {
    await bare.close();
  }
}

async function mailroomAccounts(
  mail: Child<MailQuestion, MailAnswer>,
  { port, caPem }: MailAnswer,
  accounts: number,
) {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-idle-'));
  let server: ServerProcess | undefined;
  try {
    const caFile = join(directory, 'ca.pem');
    await writeFile(caFile, caPem);
    const secretKey = '00'.repeat(32);
    const settings = {
      MAILROOM_DATA_DIR: directory,
      MAILROOM_PORT: '0',
      MAILROOM_SECRET_KEY: secretKey,
      MAILROOM_EXTRA_CA_FILE: caFile,
      MAILROOM_ALLOW_PRIVATE_HOSTS: 'true',
      MAILROOM_LOG_LEVEL: 'warn',
    };
    server = await startServerProcess(settings, process.stderr);
    const first = openBrowser(server.address);
    await createAdministrator(first, server.setupLink);
    const owner = await first.read<{ id: string }>('/api/v1/me');
    const samePort = { ...settings, MAILROOM_PORT: new URL(server.address).port };
    await server.stop();

    server = await startServerProcess(samePort, process.stderr);
    await pause(settling * 1000);
    const before = await residentMiB(server.pid);
    await server.stop();

    const addresses = Array.from({ length: accounts }, (_, account) => addressOf(account));
    await addAccounts({ directory, secretKey, owner: owner.id, port, addresses, password });
    // The first start synchronises them; at the second they are as they are on every day after.
    for (let start = 0; start < 2; start += 1) {
      if (start > 0) await server.stop();
      server = await startServerProcess(samePort, process.stderr);
      await untilWatching(first, mail, accounts);
    }
    await pause(settling * 1000);
    const totalRssMiB = await residentMiB(server.pid);
    const cpuPercent = await processorAtRest(server.pid, watching);
    return {
      rssMiB: totalRssMiB - before,
      kibPerAccount: ((totalRssMiB - before) * 1024) / accounts,
      totalRssMiB,
      cpuPercent,
      delivery: await timeDeliveries(first, mail, accounts),
    };
  } finally {
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Until each account has its connection and says that it is watched; what the store says of it may be from before a restart. */
async function untilWatching(
  browser: Browser,
  mail: Child<MailQuestion, MailAnswer>,
  accounts: number,
): Promise<void> {
  for (;;) {
    const { connections } = await mail.ask({ kind: 'look' });
    const answer = await browser.read<{ accounts: readonly { state: string; progress: object | null }[] }>(
      '/api/v1/accounts',
    );
    const watched = answer.accounts.filter(
      ({ state, progress }) => state === 'watching' && progress === null,
    );
    if (connections >= accounts && watched.length === accounts) return;
    await pause(500);
  }
}

async function timeDeliveries(browser: Browser, mail: Child<MailQuestion, MailAnswer>, accounts: number) {
  const { accounts: listed } = await browser.read<{ accounts: readonly { id: string; address: string }[] }>(
    '/api/v1/accounts',
  );
  const ids = new Map(listed.map(({ id, address }) => [address, id]));
  const live = await followChanges(browser);
  const milliseconds: number[] = [];
  try {
    for (let delivery = 0; delivery < deliveries; delivery += 1) {
      const account = (delivery * 37) % accounts;
      const accountId = ids.get(addressOf(account));
      const told = live.next((change) => change.noun === 'conversation' && change.accountId === accountId);
      const { at } = await mail.ask({ kind: 'deliver', account });
      milliseconds.push(Number((await told).at - BigInt(at)) / 1e6);
      await pause(50);
    }
  } finally {
    await live.close();
  }
  return { medianMs: median(milliseconds), p95Ms: percentile(milliseconds, 95) };
}
