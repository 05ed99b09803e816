/**
 * First synchronisation of the 6,046 real messages in Debian's Dovecot: Mailroom, mbsync and a bare reader, one after the other in one
 * run. Mailroom is the real server in a process of its own, linked with XOAUTH2; while it synchronises, a person's requests are timed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type DebianProvider,
  importRealMail,
  realFolders,
  startDebianProvider,
} from '@mailroom/rig/debian/index';
import { installFor } from '@mailroom/rig/demo/installation';
import { type Browser, openBrowser } from '@mailroom/rig/demo/walk/browser';
import { createAdministrator } from '@mailroom/rig/demo/walk/create-administrator';
import { enterProviderApp } from '@mailroom/rig/demo/walk/enter-provider-app';
import { linkMailbox } from '@mailroom/rig/demo/walk/link-mailbox';
import { benchPackages, ensureDebianPackages } from '../scripts/debian-packages.ts';
import { bareFetch } from './peers/bare-fetch.ts';
import { figures, round } from './peers/mailbox.ts';
import { mbsync } from './peers/mbsync.ts';
import { peakMemoryMiB } from './peers/peak-memory.ts';
import { percentile } from './percentile.ts';

const ada = { name: 'Ada', userName: 'ada@practice.test', password: 'bench-secret' } as const;

export async function bench(): Promise<object> {
  const problem = ensureDebianPackages() ?? ensureDebianPackages(benchPackages);
  if (problem) throw new Error(problem);
  const provider = await startDebianProvider({ people: [ada], sending: false });
  try {
    const messages = await importRealMail(provider.servers.dovecot, ada.userName);
    const mailbox = {
      port: provider.imap.port,
      user: ada.userName,
      password: ada.password,
      caPem: provider.caPem,
    };
    console.error('bare reader');
    const bare = await bareFetch(mailbox, Object.keys(realFolders));
    console.error('mbsync');
    const isync = await mbsync(mailbox);
    console.error('Mailroom');
    const mailroom = await firstSync(provider, messages);
    return {
      messages,
      mailroom,
      mbsync: isync,
      bareFetch: bare,
      timesMbsync: round(isync.seconds / mailroom.searchable.seconds),
      timesBareFetch: round(bare.seconds / mailroom.searchable.seconds),
    };
  } finally {
    await provider.close();
  }
}

/** Starts the server, links the mailbox and follows it until everything is searchable. */
async function firstSync(provider: DebianProvider, messages: number) {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mailroom-bench-'));
  try {
    // The installation closes its provider with itself; the benchmark's stays until all peers are measured.
    const lent = { ...provider, close: async () => undefined };
    const installation = await installFor(lent, { dataDirectory, port: 0, output: process.stderr });
    try {
      const { server } = installation;
      const browser = openBrowser(server.address);
      await createAdministrator(browser, server.setupLink);
      const providerApp = await enterProviderApp(browser, provider);
      const basePeak = (await peakMemoryMiB(server.pid)) ?? 0;
      const began = performance.now();
      const { id } = await linkMailbox(browser, provider, providerApp);
      const stop = new AbortController();
      const requests = timeRequests(browser, stop.signal);
      const times = await follow(browser, id, messages, began);
      stop.abort();
      const milliseconds = await requests;
      const peak = (await peakMemoryMiB(server.pid)) ?? 0;
      return {
        firstScreenSeconds: round(times.firstScreen),
        listed: figures(messages, times.listed, peak),
        searchable: figures(messages, times.searchable, peak),
        basePeakMiB: Math.round(basePeak),
        web: {
          requests: milliseconds.length,
          p50Ms: round(percentile(milliseconds, 50)),
          p95Ms: round(percentile(milliseconds, 95)),
          longestMs: round(percentile(milliseconds, 100)),
        },
      };
    } finally {
      await installation.close();
    }
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

interface AccountAnswer {
  state: string;
  messages: number;
  failure: object | null;
}

/** Seconds from linking to the first 50 conversations, to the last message listed, and to the last one searchable. */
async function follow(browser: Browser, accountId: string, messages: number, began: number) {
  const since = () => (performance.now() - began) / 1000;
  let firstScreen: number | undefined;
  let listed: number | undefined;
  for (;;) {
    const account = await browser.read<AccountAnswer>(`/api/v1/accounts/${accountId}`);
    if (account.failure) throw new Error(`the account failed: ${JSON.stringify(account.failure)}`);
    if (firstScreen === undefined && account.messages >= 50) firstScreen = since();
    if (listed === undefined && account.messages >= messages) listed = since();
    if (account.state === 'watching') {
      const searchable = since();
      return { firstScreen: firstScreen ?? searchable, listed: listed ?? searchable, searchable };
    }
    await pause(25);
  }
}

/** What a person does meanwhile: the list, a search, a conversation, one after the other without a pause of note. */
async function timeRequests(browser: Browser, signal: AbortSignal): Promise<number[]> {
  const milliseconds: number[] = [];
  const timed = async <T>(path: string): Promise<T> => {
    const began = performance.now();
    const answer = await browser.read<T>(path);
    milliseconds.push(performance.now() - began);
    return answer;
  };
  while (!signal.aborted) {
    const { conversations } = await timed<{ conversations: { id: string }[] }>(
      '/api/v1/conversations?role=inbox',
    );
    await timed('/api/v1/conversations?words=please');
    const [first] = conversations;
    if (first) await timed(`/api/v1/conversations/${first.id}`);
    await timed('/api/v1/folders');
    await pause(20);
  }
  return milliseconds;
}
