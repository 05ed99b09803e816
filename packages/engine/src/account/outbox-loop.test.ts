import { Failure } from '@mailroom/model';
import { describe, expect, it, vi } from 'vitest';
import type { OutboxDeps } from '../outbox/index.ts';
import { MemoryOutbox, outgoing } from '../outbox/testing/memory-outbox.ts';
import type { AccountRecord } from '../ports/accounts.ts';
import type { Log } from '../ports/log.ts';
import { OutboxLoop } from './outbox-loop.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const login = { user: 'ada@heron.example', password: 'hers' };
const host = { host: 'mail.heron.example', port: 587, security: 'starttls' } as const;
const account: AccountRecord = {
  id: 'account',
  provider: 'imap',
  address: 'ada@heron.example',
  name: 'Ada',
  state: 'watching',
  imap: host,
  smtp: host,
  syncSince: null,
  firstSyncDone: true,
};

function notAsked(): Promise<never> {
  return Promise.reject(new Error('not asked for here'));
}

/** A world in which every wait is over at once, and everybody accepts. */
function world(outbox: MemoryOutbox) {
  const submit = vi.fn(async () => ({
    accepted: ['bruno@otter.example'],
    rejected: [],
    serverMessageId: null,
    response: '250 OK',
  }));
  const deps: OutboxDeps = {
    outbox,
    accounts: {
      runnable: async () => [account],
      read: async () => account,
      countReceived: async () => [],
      saveStatus: async () => {},
      saveUserName: async () => {},
    },
    credentials: {
      read: async () => ({ kind: 'password', imap: login, smtp: login }),
      saveTokens: async () => true,
      claimRefresh: async () => true,
      releaseRefresh: async () => undefined,
      idleGrants: async () => [],
      providerApp: notAsked,
      saveCredentialFailure: async () => {},
      saveProviderAppFailure: async () => {},
    },
    accessTokens: { current: notAsked, refreshNow: notAsked },
    submit,
    sent: { holds: async () => true, append: async () => {} },
    clock: { now: () => new Date(), monotonic: () => performance.now(), sleep: () => Promise.resolve() },
    log: silent,
  };
  return { deps, submit };
}

describe('the outbox of an account', () => {
  it('shows as unknown what was transmitted when the store could not keep the outcome, and sends it once', async () => {
    const outbox = new MemoryOutbox([outgoing('1', ['bruno@otter.example'])]);
    const diskFull = new Failure({ origin: 'administrator', kind: 'disk-full' });
    vi.spyOn(outbox, 'saveDeliveries').mockRejectedValueOnce(diskFull);
    const { deps, submit } = world(outbox);
    const loop = new OutboxLoop('account', deps, () => undefined);
    await expect.poll(() => outbox.rows[0]?.state).toBe('unknown');
    await loop.stop();
    expect(outbox.rows[0]?.history).toEqual(['queued', 'composed', 'transmitting', 'unknown']);
    expect(submit).toHaveBeenCalledTimes(1);
  });

  it('sends nothing before what a dead process was transmitting is settled, however often settling fails', async () => {
    const outbox = new MemoryOutbox([outgoing('1', ['bruno@otter.example'])]);
    const settle = vi.spyOn(outbox, 'settleInterrupted');
    const { deps, submit } = world(outbox);
    settle.mockRejectedValueOnce(new Error('busy')).mockImplementationOnce(async () => {
      expect(submit).not.toHaveBeenCalled();
      return [];
    });
    const loop = new OutboxLoop('account', deps, () => undefined);
    await expect.poll(() => outbox.rows[0]?.state).toBe('filed');
    await loop.stop();
    expect(settle).toHaveBeenCalledTimes(2);
  });

  it('stops while it waits for something to send', async () => {
    const loop = new OutboxLoop('account', world(new MemoryOutbox([])).deps, () => undefined);
    await expect(loop.stop()).resolves.toBeUndefined();
  });
});
