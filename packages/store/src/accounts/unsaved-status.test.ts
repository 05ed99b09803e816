import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AccountStatus } from '@mailroom/engine/ports/index';
import { type Account, Failure } from '@mailroom/model';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StoreContext } from '../database/context.ts';
import { openWorld, temporaryDirectory } from '../testing/world.ts';
import { RememberedAccounts, UnsavedStatuses } from './unsaved-status.ts';

const full = new Failure({ origin: 'administrator', kind: 'disk-full', next: { do: 'ask-administrator' } });
const until = new Date('2026-11-21T12:00:00Z');
const waiting: AccountStatus = {
  state: 'waiting',
  failure: full.toWire(),
  progress: null,
  nextSyncAt: until,
};
const watching: AccountStatus = { state: 'watching', failure: null, progress: null };

function opened(name: string): UnsavedStatuses {
  const unsaved = new UnsavedStatuses(name);
  onTestFinished(() => unsaved.close());
  return unsaved;
}

/** A store whose disk is full, or is not. */
function disk() {
  const state = { full: true };
  const execute = async () => {
    if (state.full) throw full;
    return { result: undefined, told: false };
  };
  const db = { transaction: () => ({ execute }) };
  return { state, context: { db } as unknown as StoreContext };
}

const stored = { id: '7', state: 'watching', failure: null, progress: null, nextSyncAt: null } as Account;

describe('a state that could not be stored for a full disk', () => {
  it('is shown from memory, in whichever thread asks, until one can be stored again', async () => {
    const name = randomUUID();
    const [engines, servers, strangers] = [opened(name), opened(name), opened(randomUUID())];
    const { state, context } = disk();
    const accounts = new RememberedAccounts(context, engines);
    await expect(accounts.saveStatus('7', waiting)).rejects.toBe(full);
    const shown = { state: 'waiting', failure: { kind: 'disk-full' }, nextSyncAt: until.toISOString() };
    expect(engines.shown(stored)).toMatchObject(shown);
    await expect.poll(() => servers.shown(stored)).toMatchObject(shown);
    expect(strangers.shown(stored)).toBe(stored);
    expect(servers.shown({ ...stored, state: 'unlinking' })).toMatchObject({ state: 'unlinking' });

    state.full = false;
    await accounts.saveStatus('7', watching);
    expect(engines.shown(stored)).toBe(stored);
    await expect.poll(() => servers.shown(stored)).toBe(stored);
  });

  it('is told to whoever follows the account, each time they ask, though the log could not be written', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'mailroom.db');
    const { store, scope, account } = await openWorld({ file, dataDir: directory });
    const cursor = await store.changes.latest();
    const told = async () => store.changes.since(cursor, 100, scope);
    expect(await told()).toEqual({ kind: 'changes', cursor, changes: [] });
    const elsewhere = opened(file);
    elsewhere.note('999', waiting);
    elsewhere.note(account.id, waiting);
    await expect.poll(() => store.unsaved.shown(account)).toMatchObject({ state: 'waiting' });
    expect(await told()).toEqual({
      kind: 'changes',
      cursor,
      changes: [{ seq: cursor, noun: 'account', id: account.id, accountId: account.id, op: 'put' }],
    });
    await store.ports.accounts.saveStatus(account.id, watching);
    expect(store.unsaved.shown(account)).toBe(account);
    expect(await told()).toMatchObject({ cursor: cursor + 1, changes: [{ noun: 'account', op: 'put' }] });
  });
});
