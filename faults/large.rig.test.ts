import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { linkMailbox } from './kill/link-mailbox.ts';
import { startSetting } from './kill/scenario.ts';
import { openStoreIn } from './kill/synchronise.ts';
import type { Opened } from './large/child.ts';
import { letterWithFile } from './large/letter-with-file.ts';
import { hostileMail } from './mail/hostile.ts';

const megabyte = 1024 * 1024;

/**
 * How much such a process takes depends on the machine, and tens of megabytes on their way are garbage not collected yet. So what a message is
 * judged by is what it takes beyond a common one with a file: up to a quarter of 150 MB, most of them and more where they were held at once.
 */
const commonSize = 25 * megabyte;
const mostShareHeld = 0.5;

/** A mailbox whose newest message this is, synchronised and opened by a process of its own. */
async function openedElsewhere(raw: Buffer): Promise<Opened> {
  const { server, letters } = await startSetting({ preset: 'dovecot' });
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-large-'));
  try {
    await server.hands.deliver('INBOX', raw, { receivedAt: letters.next().receivedAt });
    const store = await openStoreIn(directory);
    const id = await linkMailbox(store, server);
    await store.close();
    const caFile = join(directory, 'ca.pem');
    await writeFile(caFile, server.caPem);
    const args = [join(import.meta.dirname, 'large/child.ts'), directory, id, caFile];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const opened: Opened = JSON.parse(stdout);
    return opened;
  } finally {
    await server.close();
    await rm(directory, { recursive: true });
  }
}

let commonPeakMiB = 0;
beforeAll(async () => {
  commonPeakMiB = (await openedElsewhere(letterWithFile(commonSize).raw)).peakMiB;
}, 240_000);

/** What this message took beyond the common one, in times its own size. */
function shareHeld({ peakMiB, size }: Opened): number {
  return (peakMiB - commonPeakMiB) / (size / megabyte);
}

const hashOf = (raw: Buffer) => createHash('sha256').update(raw).digest('hex');

describe('a text of 150 MB', () => {
  it('is stored with the beginning of its text and handed out whole, in little memory', async () => {
    const [long] = hostileMail({ tag: 'large', scale: 3 }).filter((mail) => mail.case === 36);
    if (!long) throw new Error('There is no large message');
    expect(long.raw.length).toBeGreaterThan(140 * megabyte);
    const opened = await openedElsewhere(long.raw);
    expect(opened).toMatchObject({ size: long.raw.length, body: 'stored', sourceHash: hashOf(long.raw) });
    expect(opened.textLength).toBeGreaterThan(0);
    expect(opened.textLength).toBeLessThan(2 * megabyte);
    expect(shareHeld(opened)).toBeLessThan(mostShareHeld);
  }, 240_000);
});

describe('a file of 150 MB', () => {
  it('is read by its text alone; its file and its source are handed out whole, in little memory', async () => {
    const { raw, fileHash } = letterWithFile(150 * megabyte);
    expect(raw.length).toBeGreaterThan(150 * megabyte);
    const opened = await openedElsewhere(raw);
    expect(opened).toMatchObject({
      size: raw.length,
      body: 'stored',
      sourceHash: hashOf(raw),
      fileHashes: [fileHash],
    });
    expect(opened.textLength).toBeLessThan(100);
    expect(shareHeld(opened)).toBeLessThan(mostShareHeld);
  }, 240_000);
});
