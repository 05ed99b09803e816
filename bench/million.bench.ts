/**
 * A mailbox of a million messages in 40 folders, computed by the practice server as they are asked for: `npm run bench -- million
 * --json` (`--messages`, `--folders`). The first screen, the pace, memory at every tenth, and a restart half-way, after which it goes
 * on where it was. An hour or more for the million.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ServerProcess } from '@mailroom/rig/demo/server-process';
import type { Browser } from '@mailroom/rig/demo/walk/browser';
import { startChild } from './child.ts';
import type { VastAnswer, VastQuestion } from './million/vast-server.ts';
import { round } from './peers/mailbox.ts';
import { peakMemoryMiB } from './peers/peak-memory.ts';
import { installPractice, type PracticeInstallation } from './practice-installation.ts';
import { residentMiB } from './process-figures.ts';
import { untilReadable } from './sync/first-sync.ts';

const address = 'vast@practice.test';
const password = 'bench-secret';
const accountId = '1';
/** Conversations on a first screen, each of three messages here. */
const screenful = 50;

export async function bench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      messages: { type: 'string', default: '1000000' },
      folders: { type: 'string', default: '40' },
    },
  });
  const messages = Number(values.messages);
  const folders = Number(values.folders);
  const vast = startChild<VastQuestion, VastAnswer>(
    fileURLToPath(new URL('./million/vast-server.ts', import.meta.url)),
  );
  let installation: PracticeInstallation | undefined;
  try {
    installation = await installPractice(await vast.ask({ address, password, messages, folders }));
    const { browser } = installation;
    await installation.addAccounts([address], password);

    let server = await installation.start();
    const began = performance.now();
    const screen = untilReadable(browser, accountId, screenful, began, 'inbox');
    const before = await follow(browser, server, messages, ({ searchable }) => searchable >= messages / 2);
    const firstScreenSeconds = await screen;
    const atStop = await lookAt(browser);
    const stopped = performance.now();
    await installation.stop();
    server = await installation.start();
    const resumedWith = await lookAt(browser);
    const pausedSeconds = (performance.now() - stopped) / 1000;
    const after = await follow(browser, server, messages, ({ state }) => state === 'watching');
    const seconds = (performance.now() - began) / 1000 - pausedSeconds;
    const complete = await lookAt(browser);
    return {
      messages,
      folders,
      firstScreenSeconds: round(firstScreenSeconds),
      searchableSeconds: round(seconds),
      messagesPerSecond: Math.round(messages / seconds),
      stoppedAt: atStop,
      resumedWith,
      complete: complete.listed === messages && complete.state === 'watching',
      rssMiBAtTenths: [...before.tenths, ...after.tenths],
      peakRssMiB: Math.round(Math.max(before.peakMiB, after.peakMiB)),
    };
  } finally {
    await installation?.close();
    await vast.close();
  }
}

interface Progress {
  state: string;
  listed: number;
  /** Messages whose text is stored, which is to say searchable; those of a watched account are all. */
  searchable: number;
}

async function lookAt(browser: Browser): Promise<Progress> {
  const { state, messages, progress, failure } = await browser.read<{
    state: string;
    messages: number;
    progress: { stage: string; done: number } | null;
    failure: object | null;
  }>(`/api/v1/accounts/${accountId}`);
  if (failure) throw new Error(`the account failed: ${JSON.stringify(failure)}`);
  const texts = progress?.stage === 'text' ? progress.done : 0;
  return { state, listed: messages, searchable: state === 'watching' ? messages : texts };
}

/** Follows until `done`, noting memory at each tenth of the work: listing is its first half, reading texts its second. */
async function follow(
  browser: Browser,
  server: ServerProcess,
  messages: number,
  done: (progress: Progress) => boolean,
) {
  const tenths: number[] = [];
  let tenth = -1;
  for (;;) {
    const progress = await lookAt(browser);
    const share = Math.floor((10 * (progress.listed + progress.searchable)) / (2 * messages));
    if (share > tenth) {
      tenth = share;
      tenths.push(Math.round(await residentMiB(server.pid)));
      console.error({ ...progress, rssMiB: tenths.at(-1) });
    }
    if (done(progress)) return { tenths, peakMiB: (await peakMemoryMiB(server.pid)) ?? 0 };
    await pause(500);
  }
}
