import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { linkMailbox } from './kill/link-mailbox.ts';
import { startSetting } from './kill/scenario.ts';
import { openStoreIn } from './kill/synchronise.ts';
import type { Opened } from './large/child.ts';
import { letterWithFile } from './large/letter-with-file.ts';
import { hostileMail } from './mail/hostile.ts';

const megabyte = 1024 * 1024;
/** Two thirds of it are what such a process takes for a message of any size; one that held 150 MB at once would take 350 and more. */
const mostMiB = 320;

/** A mailbox whose newest message this is, synchronised and opened by a process of its own. */
async function openedElsewhere(raw: Buffer): Promise<Opened> {
  const { server, letters } = await startSetting({ preset: 'dovecot' });
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-large-'));
  onTestFinished(async () => {
    await server.close();
    await rm(directory, { recursive: true });
  });
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
}

const hashOf = (raw: Buffer) => createHash('sha256').update(raw).digest('hex');

describe('a message of 50 MB', () => {
  it('is stored with the beginning of its text and handed out whole, in little memory', async () => {
    const [long] = hostileMail({ tag: 'large', scale: 1 }).filter((mail) => mail.case === 36);
    if (!long) throw new Error('There is no large message');
    expect(long.raw.length).toBeGreaterThan(45 * megabyte);
    const opened = await openedElsewhere(long.raw);
    expect(opened).toMatchObject({ size: long.raw.length, body: 'stored', sourceHash: hashOf(long.raw) });
    expect(opened.textLength).toBeGreaterThan(0);
    expect(opened.textLength).toBeLessThan(2 * megabyte);
    expect(opened.peakMiB).toBeLessThan(mostMiB);
  }, 240_000);
});

describe('a message of 150 MB', () => {
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
    expect(opened.peakMiB).toBeLessThan(mostMiB);
  }, 240_000);
});
