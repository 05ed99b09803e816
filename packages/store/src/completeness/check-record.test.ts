import { expect, it } from 'vitest';
import { openWorld } from '../testing/world.ts';

it('puts on record what a check mended, as done by Mailroom itself, and no check that mended nothing or failed', async () => {
  const { store, account } = await openWorld();
  const { completeness } = store.ports;
  const scope = await store.scopeOf({ id: 'root', role: 'administrator' });
  const end = async (outcome: Pick<Parameters<typeof completeness.end>[1], 'mended' | 'failure'>) => {
    await completeness.begin(account.id);
    await completeness.end(account.id, { folders: [], ...outcome });
  };
  await end({ mended: {}, failure: null });
  await end({ mended: { words: 1 }, failure: 'connection-lost' });
  await end({ mended: { missing: 2, words: 3 }, failure: null });
  const records = await store.audit.list(scope, { action: 'account.healed', limit: 10 });
  expect(records).toMatchObject([
    { actor: 'mailroom', accountId: account.id, detail: { missing: 2, words: 3 }, sessionId: null },
  ]);
});
