import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSetting } from './kill/scenario.ts';
import { openStoreIn, owner, synchronise } from './kill/synchronise.ts';
import { hostileMail } from './mail/hostile.ts';

const megabyte = 1024 * 1024;
/** What Node, the engine, the store and their threads take with nothing to do is about half of it. */
const mostMiB = 300;

describe('a message of 50 MB', () => {
  it('is stored with the beginning of its text and handed out whole, in little memory', async () => {
    const { server, letters } = await startSetting({ preset: 'dovecot' });
    const directory = await mkdtemp(join(tmpdir(), 'mailroom-large-'));
    onTestFinished(async () => {
      await server.close();
      await rm(directory, { recursive: true });
    });
    const [long] = hostileMail({ tag: 'large', scale: 1 }).filter((mail) => mail.case === 36);
    if (!long) throw new Error('There is no large message');
    await server.hands.deliver('INBOX', long.raw, { receivedAt: letters.next().receivedAt });

    const store = await openStoreIn(directory);
    const login = {
      host: 'localhost',
      security: 'tls' as const,
      user: server.address,
      password: server.secret,
    };
    const { id } = await store.accounts.createImap(owner, {
      address: server.address,
      name: 'Ann',
      imap: { ...login, port: server.line.port },
      smtp: { ...login, port: 1 },
    });
    await store.accounts.start(owner, id, { kind: 'everything' });
    await synchronise(store, id, server.caPem);
    const scope = await store.scopeOf({ id: owner, role: 'member' });
    const [newest] = (await store.conversations.list(scope, { accountId: id, limit: 1 })).conversations;
    const [message] = (await store.conversations.read(scope, newest?.id ?? '')).messages;
    await store.close();
    expect(message?.size).toBe(long.raw.length);
    expect(long.raw.length).toBeGreaterThan(45 * megabyte);
    expect(message?.text.length).toBeGreaterThan(0);
    expect(message?.text.length).toBeLessThan(2 * megabyte);

    const caFile = join(directory, 'ca.pem');
    await writeFile(caFile, server.caPem);
    const child = join(import.meta.dirname, 'large/child.ts');
    const args = [child, directory, id, message?.id ?? '', caFile];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const opened: { size: number; stored: number; peakMiB: number } = JSON.parse(stdout);
    expect(opened).toMatchObject({ size: long.raw.length, stored: long.raw.length });
    expect(opened.peakMiB).toBeLessThan(mostMiB);
  }, 120_000);
});
