import { describe, expect, it } from 'vitest';
import { openWorld, scopeFor } from '../testing/world.ts';

const hour = 60 * 60_000;

describe('what an account received', () => {
  it('is added up by the hour and forgotten after a day', async () => {
    const { store, account, clock } = await openWorld();
    const { accounts } = store.ports;
    const now = Math.floor(clock.now().getTime() / hour);
    expect(await accounts.countReceived(account.id, 0)).toEqual([]);
    await accounts.countReceived(account.id, 5_000_000_000);
    expect(await accounts.countReceived(account.id, 2)).toEqual([{ hour: now, octets: 5_000_000_002 }]);
    clock.advance(24 * hour);
    expect(await accounts.countReceived(account.id, 3)).toEqual([
      { hour: now, octets: 5_000_000_002 },
      { hour: now + 24, octets: 3 },
    ]);
    clock.advance(hour);
    expect(await accounts.countReceived(account.id, 0)).toEqual([{ hour: now + 24, octets: 3 }]);
    expect(await accounts.countReceived('999', 1)).toEqual([]);
  });

  it('goes with the account', async () => {
    const { store, account } = await openWorld();
    await store.ports.accounts.countReceived(account.id, 1);
    await store.unlinking.begin(await scopeFor(store), account.id);
    await store.unlinking.finish(account.id);
    expect(await store.accounts.list(await scopeFor(store))).toEqual([]);
  });
});
