import { describe, expect, it } from 'vitest';
import { openWorld } from '../testing/world.ts';

describe('what a person may see', () => {
  it('is their own mail, and only the state of an account once its unlinking has begun', async () => {
    const { store, scope, account } = await openWorld();
    const owner = { id: scope.personId, role: 'member' } as const;
    expect(await store.scopeOf(owner)).toMatchObject({
      accountIds: [Number(account.id)],
      levels: new Map([[Number(account.id), 'own']]),
    });
    await store.unlinking.begin(scope, account.id);
    expect(await store.scopeOf(owner)).toMatchObject({
      accountIds: [],
      levels: new Map([[Number(account.id), 'see']]),
    });
  });

  it('holds nothing for an administrator that is not their own', async () => {
    const { store } = await openWorld();
    expect(await store.scopeOf({ id: 'somebody else', role: 'administrator' })).toEqual({
      personId: 'somebody else',
      administrator: true,
      levels: new Map(),
      accountIds: [],
      shares: [],
      brokenInto: new Set(),
      origin: { sessionId: null, keyId: null, network: null },
    });
  });
});
