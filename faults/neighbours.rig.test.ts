/** What one mailbox does to the machine, and what another notices of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '@mailroom/engine';
import type { MailPort } from '@mailroom/engine/ports/index';
import { silentLog } from '@mailroom/engine/testing/silent-log';
import type { Store } from '@mailroom/store';
import { expect, it, onTestFinished, vi } from 'vitest';
import { linkMailbox } from './kill/link-mailbox.ts';
import { type Setting, startSetting } from './kill/scenario.ts';
import { openStoreIn, owner, systemClock } from './kill/synchronise.ts';

const patience = { timeout: 150_000, interval: 10 };
/** As many as fill several batches, each of which costs tens of milliseconds to read. */
const costlyLetters = 100;
const paragraphs = 20_000;

function costlyLetter(number: number): Buffer {
  const headers = [
    'From: Mallory <mallory@example.net>',
    `Subject: Long ${number}`,
    `Message-ID: <long.${number}@example.net>`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
  ];
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${'<p>word</p>'.repeat(paragraphs)}`);
}

/** Batches of texts, by the messages in them. */
interface Batches {
  begun: number[][];
  stored: number[][];
}

function noting(mail: MailPort, batches: Batches): MailPort {
  const noted: Partial<MailPort> = {
    noteTries(messageIds) {
      batches.begun.push([...messageIds]);
      return mail.noteTries(messageIds);
    },
    async saveBodies(bodies) {
      await mail.saveBodies(bodies);
      batches.stored.push(bodies.map(({ messageId }) => messageId));
    },
  };
  return new Proxy(mail, {
    get(target, name) {
      const member: unknown = Reflect.get(noted, name) ?? Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** Message of the newest conversation. */
async function newestIn(store: Store, accountId: string): Promise<number> {
  const scope = await store.scopeOf({ id: owner, role: 'member' });
  const [newest] = (await store.conversations.list(scope, { accountId, limit: 1 })).conversations;
  const { messages } = await store.conversations.read(scope, newest?.id ?? '');
  return Number(messages.at(-1)?.id);
}

async function deliver({ server }: Setting, raw: Uint8Array, { letters }: Setting): Promise<void> {
  await server.hands.deliver('INBOX', raw, { receivedAt: letters.next().receivedAt });
}

it('a flood of mail that is costly to read holds up no message of another mailbox', async () => {
  const [flooded, quiet] = [
    await startSetting({ preset: 'dovecot' }),
    await startSetting({ preset: 'dovecot' }),
  ];
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-neighbours-'));
  const store = await openStoreIn(directory);
  const batches: Batches = { begun: [], stored: [] };
  const floodedId = await linkMailbox(store, flooded.server);
  const quietId = await linkMailbox(store, quiet.server);
  const engine = createEngine({
    ports: { ...store.ports, mail: noting(store.ports.mail, batches), clock: systemClock, log: silentLog },
    options: {
      ca: [flooded.server.caPem, quiet.server.caPem],
      egress: { allowPrivate: true },
      parserThreads: 1,
    },
  });
  onTestFinished(async () => {
    await engine.stop();
    await store.close();
    for (const { server } of [flooded, quiet]) await server.close();
    await rm(directory, { recursive: true });
  });
  await engine.start();
  const pendingIn = (id: string) => store.ports.mail.countPendingBodies(id);
  for (const id of [floodedId, quietId]) {
    const state = async () => (await store.ports.accounts.read(id))?.state;
    await vi.waitFor(async () => expect(await state()).toBe('watching'), patience);
    await vi.waitFor(async () => expect(await pendingIn(id)).toBe(0), patience);
  }

  batches.begun = [];
  batches.stored = [];
  for (let number = 0; number < costlyLetters; number += 1) {
    await deliver(flooded, costlyLetter(number), flooded);
  }
  // The thread has been given more than one batch, as much as one mailbox may give it at a time.
  await vi.waitFor(() => expect(batches.begun.length).toBeGreaterThan(2), patience);
  const before = batches.stored.length;
  const known = await newestIn(store, quietId);
  await deliver(quiet, quiet.letters.next().raw, quiet);
  await vi.waitFor(async () => {
    expect(await newestIn(store, quietId)).not.toBe(known);
    expect(await pendingIn(quietId)).toBe(0);
  }, patience);
  const arrived = await newestIn(store, quietId);
  const floodedBefore = batches.stored.slice(before).findIndex((ids) => ids.includes(arrived));
  expect(floodedBefore).toBeGreaterThanOrEqual(0);
  expect(floodedBefore).toBeLessThanOrEqual(1);
  expect(await pendingIn(floodedId)).toBeGreaterThan(0);
}, 300_000);
