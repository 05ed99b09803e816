import { describe, expect, it } from 'vitest';
import { openWorld } from '../testing/world.ts';

describe('the accounts that a person may read', () => {
  it('are their own, and no more once unlinking has begun, while its mail is still being deleted', async () => {
    const { store, scope, account } = await openWorld();
    const owner = { id: scope.personId, role: 'member' } as const;
    expect((await store.scopeOf(owner)).accountIds).toEqual([Number(account.id)]);
    await store.unlinking.begin(scope.personId, account.id);
    expect((await store.scopeOf(owner)).accountIds).toEqual([]);
  });

  it('hold no mail for an administrator that is not their own', async () => {
    const { store } = await openWorld();
    expect(await store.scopeOf({ id: 'somebody else', role: 'administrator' })).toEqual({
      personId: 'somebody else',
      accountIds: [],
      administrator: true,
    });
  });
});
