import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../index.ts';
import {
  addAccount,
  arrival,
  openWorld,
  scopeFor,
  secretKey,
  silent,
  TestClock,
  temporaryDirectory,
} from '../testing/world.ts';

async function world(release?: string) {
  const dataDir = await temporaryDirectory();
  const file = join(dataDir, 'mailroom.sqlite');
  const options = { file, dataDir, secretKey, clock: new TestClock(), log: silent };
  const store = await openStore({ ...options, release });
  const { account, inbox } = await addAccount(store, 'ada', 'ada');
  await store.ports.mail.addArrivals(inbox.id, [arrival(1), arrival(2)]);
  /** Another process, or the next one after a crash. */
  const again = (next?: string) => openStore({ ...options, release: next ?? release });
  const ofDeaths = async (from = store) =>
    (await from.ports.mail.pendingBodies(account.id, 10)).map(({ deaths }) => deaths);
  return { store, account, again, ofDeaths };
}

const killed = (messageId: number) =>
  ({ messageId, state: 'unreadable', reason: 'out of memory', killed: true, words: '' }) as const;

describe('a message that takes its reader with it (case 44)', () => {
  it('has its tries counted before it is tried, so that the next process knows of them', async () => {
    const { store, account, again, ofDeaths } = await world();
    const [newest] = await store.ports.mail.pendingBodies(account.id, 1);
    await store.ports.mail.noteTries([newest?.messageId ?? 0]);
    await store.close();
    const next = await again();
    expect(await ofDeaths(next)).toEqual([1, 0]);
    await next.ports.mail.noteTries([newest?.messageId ?? 0, 77]);
    expect(await ofDeaths(next)).toEqual([2, 0]);
    await next.close();
  });

  it('counts for nothing once it was read, or was merely refused', async () => {
    const { store, account, ofDeaths } = await world();
    const pending = await store.ports.mail.pendingBodies(account.id, 10);
    const [one = 0, other = 0] = pending.map(({ messageId }) => messageId);
    await store.ports.mail.noteTries([one, other]);
    await store.ports.mail.saveBodies([
      { messageId: one, state: 'unreadable', reason: 'no text', words: '' },
      { messageId: other, state: 'stored', text: 'x', html: null, snippet: 'x', words: 'x' },
    ]);
    expect(await store.skipped.list(await scopeFor(store), account.id)).toMatchObject([
      { id: String(one), stoppedReaderAt: null },
    ]);
    expect(await ofDeaths()).toEqual([]);
    await store.close();
  });

  it('is listed for its owner with what is known of it, and for nobody else', async () => {
    const { store, account } = await world();
    const [newest] = await store.ports.mail.pendingBodies(account.id, 1);
    await store.ports.mail.saveBodies([killed(newest?.messageId ?? 0)]);
    expect(await store.skipped.list(await scopeFor(store), account.id)).toMatchObject([
      {
        id: String(newest?.messageId),
        subject: 'Subject 2',
        reason: 'out of memory',
        size: 1002,
        stoppedReaderAt: expect.any(String),
      },
    ]);
    await expect(store.skipped.list(await scopeFor(store, 'eve'), account.id)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(store.skipped.tryAgain(await scopeFor(store, 'eve'), account.id)).rejects.toMatchObject({
      kind: 'not-found',
    });
    expect(await store.ports.mail.countPendingBodies(account.id)).toBe(1);
    await store.close();
  });

  it('is read again on request, and by another release, not by the same one', async () => {
    const { store, account, again, ofDeaths } = await world('1.0.0');
    const [newest] = await store.ports.mail.pendingBodies(account.id, 1);
    await store.ports.mail.saveBodies([killed(newest?.messageId ?? 0)]);
    await store.skipped.tryAgain(await scopeFor(store), account.id);
    expect(await ofDeaths()).toEqual([0, 0]);
    await store.ports.mail.saveBodies([killed(newest?.messageId ?? 0)]);
    await store.close();
    const same = await again();
    expect(await same.ports.mail.countPendingBodies(account.id)).toBe(1);
    await same.close();
    const newer = await again('1.0.1');
    expect(await ofDeaths(newer)).toEqual([0, 0]);
    expect(await newer.skipped.list(await scopeFor(newer), account.id)).toEqual([]);
    await newer.close();
  });

  it('goes with its account', async () => {
    const { store, account, inbox } = await openWorld();
    await store.ports.mail.addArrivals(inbox.id, [arrival(1)]);
    const [message] = await store.ports.mail.pendingBodies(account.id, 1);
    await store.ports.mail.noteTries([message?.messageId ?? 0]);
    await store.ports.mail.saveBodies([killed(message?.messageId ?? 0)]);
    await store.unlinking.begin(await scopeFor(store), account.id);
    await store.unlinking.finish(account.id);
    expect(await store.unlinking.interrupted()).toEqual([]);
  });
});
