/** The real server in a process of its own, with an administrator and a provider app, ready for mailboxes to be linked. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Installation, installFor } from '@mailroom/rig/demo/installation';
import { type Browser, openBrowser } from '@mailroom/rig/demo/walk/browser';
import { createAdministrator } from '@mailroom/rig/demo/walk/create-administrator';
import { enterProviderApp } from '@mailroom/rig/demo/walk/enter-provider-app';
import { signInToMailbox, startMailbox } from '@mailroom/rig/demo/walk/link-mailbox';
import type { RegisteredProvider } from '@mailroom/rig/provider/registered-provider';
import { peakMemoryMiB } from '../peers/peak-memory.ts';
import { type EventLoopWatch, watchEventLoop } from './event-loop.ts';

export interface Mailroom {
  browser: Browser;
  address: string;
  pid: number;
  dataDirectory: string;
  /** Highest resident memory when the server had started, before anybody did anything. */
  basePeakMiB: number;
  eventLoop: EventLoopWatch;
  /** Restarts the server at the same address, on the same data. */
  restart(): Promise<void>;
  /**
   * Links the mailbox of one of the provider's people, by default the first, from the beginning of time. `startedAt` (of
   * `performance.now`): when they chose to begin, after everything that they did on the provider's pages.
   */
  link(person?: RegisteredProvider['people'][0]): Promise<{ accountId: string; startedAt: number }>;
  close(): Promise<void>;
}

/** Milliseconds that a person takes at least to see what they are asked, from when on they want their mail, and to answer. */
const readingTheQuestion = 1000;

/** @param provider stays open when the server is closed. */
export async function startMailroom(provider: RegisteredProvider): Promise<Mailroom> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mailroom-bench-'));
  const eventLoop = await watchEventLoop(dataDirectory);
  let installation: Installation<RegisteredProvider> | undefined;
  const close = async () => {
    await installation?.close();
    await rm(dataDirectory, { recursive: true, force: true });
  };
  try {
    // The installation closes its provider with itself.
    const lent = { ...provider, close: async () => undefined };
    const running = await installFor(lent, {
      dataDirectory,
      port: 0,
      output: process.stderr,
      settings: eventLoop.environment,
    });
    installation = running;
    const basePeakMiB = (await peakMemoryMiB(running.server.pid)) ?? 0;
    const browser = openBrowser(running.server.address);
    await createAdministrator(browser, running.server.setupLink);
    const providerApp = await enterProviderApp(browser, provider);
    return {
      browser,
      address: running.server.address,
      get pid() {
        return running.server.pid;
      },
      dataDirectory,
      basePeakMiB,
      eventLoop,
      restart: () => running.restart(),
      async link(person = provider.people[0]) {
        const { id } = await signInToMailbox(browser, { ...provider, people: [person] }, providerApp);
        await pause(readingTheQuestion);
        const startedAt = performance.now();
        await startMailbox(browser, id);
        return { accountId: id, startedAt };
      },
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
