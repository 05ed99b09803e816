/** Synchronises a mailbox and opens the source of its largest message, in a process of its own, which says how much memory it took. */
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createEngine } from '@mailroom/engine';
import { silentLog } from '@mailroom/engine/testing/silent-log';
import { openStoreIn, synchronise, systemClock } from '../kill/synchronise.ts';

const [, , directory = '', accountId = '', messageId = '', caFile = ''] = process.argv;
const caPem = readFileSync(caFile, 'utf8');
const store = await openStoreIn(directory);
await synchronise(store, accountId, caPem);
const engine = createEngine({
  ports: { ...store.ports, clock: systemClock, log: silentLog },
  options: { ca: [caPem], egress: { allowPrivate: true }, parserThreads: 1 },
});
await engine.start();
const { path, size } = await engine.openPart(Number(messageId), 'source');
const { size: stored } = await stat(path);
await engine.stop();
await store.close();
const peakMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ size, stored, peakMiB }));
