/**
 * Many accounts at rest on one server, against the practice IMAP server: memory for each, processor time, and the time from a
 * delivery to the live stream; beside the same number of bare imapflow connections over TLS. Memory is what the accounts add to a
 * process that has none.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@mailroom/rig/demo/walk/browser';
import { type Child, startChild } from '../child.ts';
import { followChanges } from '../live-changes.ts';
import { median } from '../median.ts';
import { percentile } from '../percentile.ts';
import { installPractice } from '../practice-installation.ts';
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

async function mailroomAccounts(mail: Child<MailQuestion, MailAnswer>, served: MailAnswer, accounts: number) {
  const installation = await installPractice(served);
  const { browser } = installation;
  try {
    const empty = await installation.start();
    await pause(settling * 1000);
    const before = await residentMiB(empty.pid);
    await installation.stop();

    const addresses = Array.from({ length: accounts }, (_, account) => addressOf(account));
    await installation.addAccounts(addresses, password);
    // The first start synchronises them; at the second they are as they are on every day after.
    await installation.start();
    await untilWatching(browser, mail, accounts);
    await installation.stop();
    const server = await installation.start();
    await untilWatching(browser, mail, accounts);
    await pause(settling * 1000);
    const totalRssMiB = await residentMiB(server.pid);
    const cpuPercent = await processorAtRest(server.pid, watching);
    return {
      rssMiB: totalRssMiB - before,
      kibPerAccount: ((totalRssMiB - before) * 1024) / accounts,
      totalRssMiB,
      cpuPercent,
      delivery: await timeDeliveries(browser, mail, accounts),
    };
  } finally {
    await installation.close();
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
