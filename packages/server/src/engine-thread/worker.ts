/** The program of the engine's thread: opens a store of its own, runs the engine on it, and does what it is told. */
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '@mailroom/engine';
import { openStore } from '@mailroom/store';
import { databaseFile } from '../start/open-store.ts';
import { systemClock } from '../start/system-clock.ts';
import { answerCommands } from './answer-commands.ts';
import { engineCommands } from './engine-commands.ts';
import { giveWay } from './give-way.ts';
import type { EngineMessage, EngineSettings } from './protocol.ts';
import { threadLog } from './thread-log.ts';

if (!parentPort) throw new Error('The engine runs in a thread of its own');
const port = parentPort;

giveWay();
const settings = workerData as EngineSettings;
const { dataDir, secretKey, clouds, federatedTokenFile, allowPrivateHosts, extraCa, pollMinutes } = settings;
const log = threadLog(port, settings.logLevel);
const store = await openStore({
  file: databaseFile(dataDir),
  dataDir,
  secretKey,
  clouds,
  federatedTokenFile,
  blobLimit: settings.blobLimit,
  bucket: settings.bucket,
  clock: systemClock,
  log,
  changed: () => port.postMessage({ kind: 'changed' } satisfies EngineMessage),
});
const egress = { allowPrivate: allowPrivateHosts };
const ca = extraCa === null ? undefined : [extraCa];
const engine = createEngine({
  ports: { ...store.ports, clock: systemClock, log },
  options: { ca, egress, pollIntervalMilliseconds: pollMinutes * 60_000 },
});
await engine.start();
await store.search.mend();

answerCommands(port, engineCommands({ engine, store, egress, ca, log }), (thrown, command) =>
  log.error({ err: thrown, command }, 'the engine could not do what it was told'),
);

// One that fails (a full disk) must not end the thread that everybody's mail depends on; upkeep asks for it again.
for (const accountId of await store.unlinking.interrupted()) {
  await store.unlinking
    .finish(accountId)
    .catch((thrown: unknown) => log.error({ err: thrown, accountId }, 'an unlinking could not be finished'));
}
