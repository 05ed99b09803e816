/** One first synchronisation, followed from outside as a person's browser sees it. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from '@mailroom/rig/demo/walk/browser';
import type { RegisteredProvider } from '@mailroom/rig/provider/registered-provider';
import { peakMemoryMiB } from '../peers/peak-memory.ts';
import { percentile } from '../percentile.ts';
import { processorSeconds } from '../process-figures.ts';
import type { Mailroom } from './mailroom.ts';
import { timeRequests } from './requests.ts';

export interface FirstSync {
  accountId: string;
  /** Seconds from linking until the newest 50 conversations of the inbox are listed and can be read. */
  firstScreen: number;
  /** ... until all messages are listed. */
  listed: number;
  /** ... until the last one is searchable. */
  searchable: number;
  /** Processor time of the whole server meanwhile, in all its threads, what a person asked for included. */
  cpuSeconds: number;
  /** Of the whole server process since its start. */
  peakRssMiB: number;
  /** The search index on the disk. */
  indexOctets: number;
  /** Everything that Mailroom keeps on the disk. */
  keptOctets: number;
  /** Highest resident memory of the server before anybody did anything. */
  basePeakMiB: number;
  /** What a person asked for meanwhile, in milliseconds. */
  web: { requests: number; p50: number; p95: number; longest: number };
  /** Longest time that the server's own thread was blocked meanwhile, in milliseconds. */
  longestBlock: number;
}

/** Links the mailbox and follows it until everything is searchable. */
export async function firstSync(
  mailroom: Mailroom,
  messages: number,
  person?: RegisteredProvider['people'][0],
): Promise<FirstSync> {
  const { browser } = mailroom;
  await mailroom.eventLoop.longestBlock(mailroom.pid);
  const cpuBefore = await processorSeconds(mailroom.pid);
  const { accountId, startedAt: began } = await mailroom.link(person);
  const stop = new AbortController();
  const requests = timeRequests(browser, stop.signal);
  try {
    const [firstScreen, times] = await Promise.all([
      untilReadable(browser, accountId, Math.min(50, messages), began, 'inbox'),
      follow(browser, accountId, messages, began),
    ]);
    stop.abort();
    const milliseconds = await requests;
    return {
      accountId,
      firstScreen,
      ...times,
      cpuSeconds: (await processorSeconds(mailroom.pid)) - cpuBefore,
      peakRssMiB: (await peakMemoryMiB(mailroom.pid)) ?? 0,
      indexOctets: await sizeOf(mailroom.dataDirectory, (name) => name.includes('.search')),
      keptOctets: await sizeOf(mailroom.dataDirectory, () => true),
      basePeakMiB: mailroom.basePeakMiB,
      web: {
        requests: milliseconds.length,
        p50: percentile(milliseconds, 50),
        p95: percentile(milliseconds, 95),
        longest: percentile(milliseconds, 100),
      },
      longestBlock: await mailroom.eventLoop.longestBlock(mailroom.pid),
    };
  } finally {
    stop.abort();
    // Where something else failed: it is told, not what the requests ran into when the server was closed.
    await Promise.allSettled([requests]);
  }
}

interface AccountAnswer {
  state: string;
  messages: number;
  failure: object | null;
}

const seconds = (since: number): number => (performance.now() - since) / 1000;

/** Seconds from `began` to the last message listed, and to the last one searchable. */
export async function follow(browser: Browser, accountId: string, messages: number, began: number) {
  let listed: number | undefined;
  for (;;) {
    const account = await browser.read<AccountAnswer>(`/api/v1/accounts/${accountId}`);
    if (account.failure) throw new Error(`the account failed: ${JSON.stringify(account.failure)}`);
    if (listed === undefined && account.messages >= messages) listed = seconds(began);
    if (account.state === 'watching') {
      if (account.messages !== messages)
        throw new Error(`${account.messages} of ${messages} were synchronised`);
      const searchable = seconds(began);
      return { listed: listed ?? searchable, searchable };
    }
    await pause(100);
  }
}

/** As many as a browser has on their way to one server. */
const requestsAtOnce = 6;

/**
 * Seconds from `began` until so many conversations are listed and the newest message of each can be read. The list tells by its first
 * words; one without any is opened. Afterwards all are opened, which takes a person longer than it takes the server to have them ready.
 *
 * @param role of the folder that is looked at; the whole account otherwise, whose newest change as long as folders are being listed
 */
export async function untilReadable(
  browser: Browser,
  accountId: string,
  count: number,
  began: number,
  role?: 'inbox',
) {
  const shown = new URLSearchParams({ accountId, limit: String(count), ...(role ? { role } : {}) });
  const list = `/api/v1/conversations?${shown}`;
  for (;;) {
    const { conversations } = await browser.read<{
      conversations: readonly { id: string; snippet: string }[];
    }>(list);
    const wordless = conversations.filter(({ snippet }) => snippet === '');
    if (conversations.length >= count && (await canBeRead(browser, wordless))) {
      const readable = seconds(began);
      if (await canBeRead(browser, conversations)) return readable;
      // A message that came in between waits for its text. The next look counts, and counts more.
    }
    await pause(25);
  }
}

/** All of them; those behind the first that cannot are not asked. */
async function canBeRead(browser: Browser, conversations: readonly { id: string }[]): Promise<boolean> {
  for (let from = 0; from < conversations.length; from += requestsAtOnce) {
    const details = await Promise.all(
      conversations
        .slice(from, from + requestsAtOnce)
        .map(({ id }) =>
          browser.read<{ messages: readonly { body: string }[] }>(`/api/v1/conversations/${id}`),
        ),
    );
    if (details.some(({ messages }) => messages.at(-1)?.body === 'pending')) return false;
  }
  return true;
}

async function sizeOf(directory: string, counted: (name: string) => boolean): Promise<number> {
  let octets = 0;
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !counted(entry.name)) continue;
    octets += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  }
  return octets;
}
