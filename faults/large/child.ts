/**
 * Synchronises a mailbox for the first time and opens everything of its newest message, in a process of its own, which says what it found
 * and how much memory it took.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createEngine } from '@mailroom/engine';
import { silentLog } from '@mailroom/engine/testing/silent-log';
import { openStoreIn, owner, synchronise, systemClock } from '../kill/synchronise.ts';

/** What the child says, as JSON. */
export interface Opened {
  size: number;
  body: string;
  textLength: number;
  /** SHA-256 of the source as it was handed out. */
  sourceHash: string;
  /** SHA-256 of each attached file. */
  fileHashes: string[];
  /** Peak of the resident set in MiB. */
  peakMiB: number;
}

const [, , directory = '', accountId = '', caFile = ''] = process.argv;
const caPem = readFileSync(caFile, 'utf8');
const store = await openStoreIn(directory);
await synchronise(store, accountId, caPem);
const scope = await store.scopeOf({ id: owner, role: 'member' });
const [newest] = (await store.conversations.list(scope, { accountId, limit: 1 })).conversations;
const [message] = (await store.conversations.read(scope, newest?.id ?? '')).messages;
if (!message) throw new Error('There is no message');
const engine = createEngine({
  ports: { ...store.ports, clock: systemClock, log: silentLog },
  options: { ca: [caPem], egress: { allowPrivate: true }, parserThreads: 1 },
});
await engine.start();
const hashOf = async (part: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream((await engine.openPart(Number(message.id), part)).path), hash);
  return hash.digest('hex');
};
const opened: Opened = {
  size: message.size,
  body: message.body,
  textLength: message.text.length,
  sourceHash: await hashOf('source'),
  fileHashes: [],
  peakMiB: 0,
};
for (const { part } of message.attachments) opened.fileHashes.push(await hashOf(part));
await engine.stop();
await store.close();
opened.peakMiB = peakMiB();
process.stdout.write(JSON.stringify(opened));

/** Of this process alone: `maxRSS` begins with what the process that started it had. */
function peakMiB(): number {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}
