import { Failure } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { addAccount, openWorld } from '../testing/world.ts';

const minute = 60_000;
const administrator = { id: 'root', role: 'administrator' } as const;

const failed = (kind: 'protocol-error' | 'client-secret-expired') =>
  new Failure({
    origin: 'provider',
    kind,
    quote: 'Mailbox Divorce is locked',
    detail: { host: 'imap.example.com', folder: 'Divorce' },
  }).toWire();

describe('an account that does not work', () => {
  it('has not worked since the first failure of many, until it works', async () => {
    const { store, account, clock } = await openWorld();
    const say = (state: 'waiting' | 'syncing' | 'watching', done = 0) =>
      store.ports.accounts.saveStatus(account.id, {
        state,
        failure: null,
        progress: state === 'syncing' ? { stage: 'folders', done, total: 9, remainingSeconds: null } : null,
      });
    const since = async () => (await store.oversight.accounts())[0]?.unwellSince ?? null;
    const first = clock.now().toISOString();
    await say('waiting');
    clock.advance(30 * minute);
    await say('syncing');
    await say('waiting');
    expect(await since()).toBe(first);
    await say('syncing', 1);
    expect(await since()).toBeNull();
    await say('waiting');
    expect(await since()).toBe(clock.now().toISOString());
    await say('watching');
    expect(await since()).toBeNull();
  });

  it('tells an administrator what a mail server said only where no folder was open', async () => {
    const { store, account } = await openWorld();
    const seen = async (kind: Parameters<typeof failed>[0]) => {
      const status = { state: 'waiting', failure: failed(kind), progress: null } as const;
      await store.ports.accounts.saveStatus(account.id, status);
      return (await store.oversight.accounts())[0]?.failure;
    };
    const detail = { host: 'imap.example.com' };
    expect(await seen('protocol-error')).toMatchObject({ quote: null, detail });
    expect(await seen('client-secret-expired')).toMatchObject({ quote: 'Mailbox Divorce is locked', detail });
  });
});

describe('a paused account', () => {
  it('is started by nobody, and stays so whatever a runner that stops still says, or new credentials', async () => {
    const { store, account, scope } = await openWorld();
    expect(await store.oversight.pause(scope, account.id, 'person')).toBe('done');
    expect(await store.oversight.pause(scope, account.id, 'person')).toBe('not-now');
    expect(await store.ports.accounts.runnable()).toEqual([]);
    const watching = { state: 'watching', failure: null, progress: null } as const;
    await store.ports.accounts.saveStatus(account.id, watching);
    await store.passwordMailboxes.savePasswords(scope, account.id, { imap: 'new', smtp: 'new' });
    expect(await store.accounts.read(scope, account.id)).toMatchObject({
      state: 'paused',
      pausedBy: 'person',
    });
    expect(await store.oversight.resume(scope, account.id, 'person')).toBe('done');
    expect(await store.accounts.read(scope, account.id)).toMatchObject({ state: 'syncing', pausedBy: null });
    expect(await store.ports.accounts.runnable()).toHaveLength(1);
  });

  it('of an administrator is taken over from its owner, and given back by administrators alone', async () => {
    const { store, account, scope } = await openWorld();
    const root = await store.scopeOf(administrator);
    await store.oversight.pause(scope, account.id, 'person');
    expect(await store.oversight.pause(root, account.id, 'administrator')).toBe('done');
    expect(await store.oversight.resume(scope, account.id, 'person')).toBe('not-now');
    expect(await store.oversight.resume(root, account.id, 'administrator')).toBe('done');
  });
});

describe('everybody’s accounts', () => {
  it('are counted by provider and state, with those that have not worked for an hour', async () => {
    const { store, clock, account } = await openWorld();
    await addAccount(store, 'bob', 'bob');
    const waiting = { state: 'waiting', failure: null, progress: null } as const;
    await store.ports.accounts.saveStatus(account.id, waiting);
    clock.advance(60 * minute);
    const counts = await store.oversight.count();
    expect(counts).toHaveLength(2);
    expect(counts).toContainEqual(expect.objectContaining({ state: 'waiting', accounts: 1, unwell: 1 }));
    expect(counts).toContainEqual(expect.objectContaining({ state: 'syncing', accounts: 1, unwell: 0 }));
  });
});

describe('an alert', () => {
  it('is told to each once for as long as it lasts, and anew when it comes back', async () => {
    const { store, clock } = await openWorld();
    const { alerts } = store;
    const disk = { kind: 'disk-fills', subject: '' };
    const app = { kind: 'provider-app-fails', subject: '7' };
    expect(await alerts.keep([disk])).toEqual([disk]);
    const since = clock.now();
    clock.advance(minute);
    expect(await alerts.keep([disk, app])).toEqual([app]);
    expect(await alerts.on()).toMatchObject([{ ...disk, since }, app]);
    await alerts.told('ada', [disk]);
    expect(await alerts.untold('ada', [disk, app])).toEqual([app]);
    expect(await alerts.untold('bob', [disk, app])).toEqual([disk, app]);
    expect(await alerts.lastTold('ada')).toEqual(clock.now());
    await alerts.keep([app]);
    await alerts.told('ada', [disk]);
    expect(await alerts.keep([disk, app])).toEqual([disk]);
    expect(await alerts.untold('ada', [disk])).toEqual([disk]);
  });
});
