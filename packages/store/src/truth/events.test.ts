import { describe, expect, it } from 'vitest';
import { openWorld } from '../testing/world.ts';

const hour = 60 * 60_000;

describe('the events of an account', () => {
  it('are a row for each hour and kind, however often they happen', async () => {
    const { store, scope, account, clock } = await openWorld();
    const { events } = store.ports;
    for (let at = 0; at < 50; at += 1) {
      await events.record(account.id, { kind: 'failed', failure: 'host-not-found', wait: 2_000 });
    }
    clock.advance(1);
    await events.record(account.id, { kind: 'failed', failure: 'connection-lost', wait: 0 });
    clock.advance(hour);
    await events.record(account.id, { kind: 'failed', failure: 'host-not-found', wait: 500 });
    expect(await store.truths.events(scope, account.id)).toMatchObject([
      { kind: 'failed', failure: 'host-not-found', times: 50, waitedSeconds: 100 },
      { kind: 'failed', failure: 'connection-lost', times: 1 },
      { kind: 'failed', failure: 'host-not-found', times: 1 },
    ]);
  });

  it('are forgotten after thirty days', async () => {
    const { store, scope, account, clock } = await openWorld();
    const { events } = store.ports;
    await events.record(account.id, { kind: 'throttled', failure: 'throttled', wait: 0 });
    clock.advance(30 * 24 * hour - 1);
    await events.record(account.id, { kind: 'connected', failure: null, wait: 0 });
    expect(await store.truths.events(scope, account.id)).toHaveLength(2);
    clock.advance(hour);
    expect(await store.truths.events(scope, account.id)).toMatchObject([{ kind: 'connected' }]);
  });

  it('tell a connection that somebody had to mend from any other', async () => {
    const { store, scope, account, clock } = await openWorld();
    const { events } = store.ports;
    const record = async (kind: 'connected' | 'reconnect' | 'checked') => {
      clock.advance(hour);
      await events.record(account.id, {
        kind,
        failure: kind === 'reconnect' ? 'grant-ended' : null,
        wait: 0,
      });
    };
    for (const kind of ['connected', 'reconnect', 'checked', 'connected', 'connected'] as const)
      await record(kind);
    const kinds = (await store.truths.events(scope, account.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['connected', 'reconnect', 'checked', 'reconnected', 'connected']);
  });

  it('are nobody else’s', async () => {
    const { store, account } = await openWorld();
    const stranger = await store.scopeOf({ id: 'eve', role: 'administrator' });
    for (const read of [
      () => store.truths.events(stranger, account.id),
      () => store.truths.read(stranger, account.id),
      () => store.truths.diagnostics(stranger, account.id),
      () => store.truths.askForCheck(stranger, account.id),
      () => store.skipped.list(stranger, account.id),
      () => store.skipped.tryAgain(stranger, account.id),
    ]) {
      await expect(read()).rejects.toMatchObject({ kind: 'not-found' });
    }
  });
});
