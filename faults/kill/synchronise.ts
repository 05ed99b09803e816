/** One synchronisation of one account by the engine: until it watches, has read every text and has pushed every intent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngine } from '@mailroom/engine';
import type { AccountStatus, Clock } from '@mailroom/engine/ports/index';
import { silentLog } from '@mailroom/engine/testing/silent-log';
import { openStore, type Store } from '@mailroom/store';
import { StoreFaults } from '../engine/store-faults.ts';

export const owner = 'ada';
const secretKey = '42'.repeat(32);
const anHour = 60 * 60_000;
const patience = 60_000;

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

export function openStoreIn(directory: string): Promise<Store> {
  return openStore({
    file: `${directory}/mailroom.db`,
    dataDir: directory,
    secretKey,
    clock: systemClock,
    log: silentLog,
  });
}

/**
 * @param passes how often everything is looked at
 * @param between called after each pass
 * @throws Error when it does not come to an end
 */
export async function synchronise(
  store: Store,
  accountId: string,
  caPem: string,
  { passes = 1, between = async () => {} }: { passes?: number; between?: () => Promise<void> } = {},
): Promise<void> {
  let last: AccountStatus | undefined;
  let completed = 0;
  const watched = new StoreFaults((status) => {
    last = status;
    if (status.state === 'watching' && status.nextSyncAt !== undefined) completed += 1;
  });
  const { blobs, ...ports } = store.ports;
  const engine = createEngine({
    ports: { ...watched.watch(ports), blobs, clock: systemClock, log: silentLog },
    options: {
      ca: [caPem],
      egress: { allowPrivate: true },
      parserThreads: 1,
      // One pass, and none that begins by itself.
      pollIntervalMilliseconds: anHour,
    },
  });
  try {
    await engine.start();
    for (let pass = 1; pass <= passes; pass += 1) {
      if (pass > 1) engine.syncNow(accountId);
      const begun = performance.now();
      const isDone = async () =>
        completed >= pass &&
        !watched.hasOpenIntents &&
        (await store.ports.mail.countPendingBodies(accountId)) === 0;
      while (!(await isDone())) {
        if (performance.now() - begun > patience) throw new Error(`Not done: ${JSON.stringify(last)}`);
        await sleep(5);
      }
      await between();
    }
  } finally {
    await engine.stop();
  }
}
