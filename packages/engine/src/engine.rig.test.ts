import { readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngine, type Engine } from './engine.ts';
import { emptyOutbox } from './testing/empty-outbox.ts';
import { MemoryAccounts, MemoryCredentials } from './testing/memory-accounts.ts';
import { MemoryCompleteness, MemoryEvents } from './testing/memory-completeness.ts';
import { MemoryIntents } from './testing/memory-intents.ts';
import { MemoryMail } from './testing/memory-mail.ts';
import {
  address,
  ca,
  fill,
  goodPassword,
  mail as message,
  type PracticeWorld,
  startPractice,
  systemClock,
} from './testing/practice-server.ts';
import { silentLog } from './testing/silent-log.ts';
import { temporaryBlobs } from './testing/temporary-blobs.ts';

const withAttachment = message(
  'Subject: Offer\nMessage-ID: <offer@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b',
  '--b\r\nContent-Type: text/plain\r\n\r\nSee the offer.\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=offer.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--\r\n',
);

async function startEngine(): Promise<{
  world: PracticeWorld;
  engine: Engine;
  accounts: MemoryAccounts;
  mail: MemoryMail;
}> {
  const world = await startPractice('plain');
  fill(world.mailbox, 3);
  world.mailbox.folder('INBOX').append(withAttachment);
  const login = { user: address, password: goodPassword };
  const server = { host: world.server.host, port: world.server.port, security: 'tls' } as const;
  const accounts = new MemoryAccounts({
    id: 'account',
    provider: 'imap',
    address,
    name: 'Ann',
    state: 'syncing',
    imap: server,
    smtp: server,
    syncSince: null,
    firstSyncDone: false,
  });
  const mail = new MemoryMail('account');
  const engine = createEngine({
    ports: {
      accounts,
      credentials: new MemoryCredentials({ kind: 'password', imap: login, smtp: login }),
      mail,
      intents: new MemoryIntents(),
      outbox: emptyOutbox,
      blobs: temporaryBlobs(),
      completeness: new MemoryCompleteness(),
      events: new MemoryEvents(),
      clock: systemClock,
      log: silentLog,
    },
    options: { ca, egress: { allowPrivate: true }, parserThreads: 1 },
  });
  onTestFinished(() => engine.stop());
  await engine.start();
  await accounts.until(({ state, progress }) => state === 'watching' && progress === null);
  return { world, engine, accounts, mail };
}

function offerIn(mail: MemoryMail): number {
  const found = [...mail.messages.values()].find(({ arrival }) => arrival.subject === 'Offer');
  return found?.id ?? 0;
}

describe('the engine', () => {
  it('reads bodies in its threads and opens attachments decoded, once', async () => {
    const { engine, mail, world } = await startEngine();
    const id = offerIn(mail);
    expect(mail.messages.get(id)?.body).toMatchObject({
      state: 'stored',
      text: expect.stringContaining('offer'),
    });

    const [first, second] = await Promise.all([engine.openPart(id, '2'), engine.openPart(id, '2')]);
    expect(await readFile(first.path, 'utf8')).toBe('%PDF-');
    expect(second).toEqual(first);
    const commands = world.server.transcript.entries.length;
    expect(await engine.openPart(id, '2')).toEqual(first);
    expect(world.server.transcript.entries).toHaveLength(commands);
  });

  it('hands out the source byte for byte', async () => {
    const { engine, mail } = await startEngine();
    const { path, size } = await engine.openPart(offerIn(mail), 'source');
    expect(Buffer.compare(await readFile(path), withAttachment)).toBe(0);
    expect(size).toBe(withAttachment.length);
  });

  it('knows no part that is not one, and no message that is not there', async () => {
    const { engine, mail } = await startEngine();
    for (const part of ['../2', '2 (FLAGS)', '']) {
      await expect(engine.openPart(offerIn(mail), part)).rejects.toMatchObject({ kind: 'not-found' });
    }
    await expect(engine.openPart(4711, 'source')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('closes every connection when it stops', async () => {
    const { engine, mail, world } = await startEngine();
    await engine.openPart(offerIn(mail), '2');
    await engine.stop();
    await expect.poll(() => world.server.openConnections).toBe(0);
  });

  it('asks nothing of the provider for a paused account, and goes on once it is resumed', async () => {
    const { engine, accounts, mail, world } = await startEngine();
    const id = offerIn(mail);
    accounts.record.state = 'paused';
    await engine.stopAccount('account');
    await expect.poll(() => world.server.openConnections).toBe(0);
    const connections = world.server.connections;
    engine.accountChanged('account');
    engine.syncNow('account');
    await expect(engine.openPart(id, '2')).rejects.toMatchObject({ kind: 'account-paused' });
    expect(world.server.connections).toBe(connections);
    accounts.record.state = 'syncing';
    engine.accountChanged('account');
    await expect.poll(() => world.server.connections).toBeGreaterThan(connections);
    await accounts.until(({ state }) => state === 'watching');
  });

  it('runs an account again after it was stopped, when told that it changed', async () => {
    const { engine, accounts, world } = await startEngine();
    await engine.stopAccount('account');
    const connections = world.server.connections;
    engine.accountChanged('account');
    await expect.poll(() => world.server.connections).toBeGreaterThan(connections);
    await accounts.until(({ state }) => state === 'watching');
  });
});
