import { describe, expect, it } from 'vitest';
import { arrival, listed, openWorld } from '../testing/world.ts';

async function openTrash(messages: number) {
  const world = await openWorld();
  const { mail } = world.store.ports;
  const folders = await mail.saveFolderList(world.account.id, [
    listed('INBOX', 'inbox'),
    listed('Trash', 'trash'),
  ]);
  const trash = folders.find(({ role }) => role === 'trash');
  if (!trash) throw new Error('No trash');
  const uids = Array.from({ length: messages }, (_, at) => at + 1);
  await mail.addArrivals(
    trash.id,
    uids.map((uid) => arrival(uid)),
  );
  const shown = async () => {
    const list = await world.store.folders.list(world.scope);
    return list.find(({ id }) => id === String(trash.id))?.messages;
  };
  return { ...world, trash, shown };
}

describe('emptying a folder', () => {
  it('lets others store between its steps, and leaves what arrived after it was asked for', async () => {
    const { store, scope, trash, shown } = await openTrash(1_200);
    const order: string[] = [];
    const emptied = store.intents.empty(scope, String(trash.id)).then((answer) => {
      order.push('emptied');
      return answer;
    });
    const arrived = (async () => {
      while ((await shown()) === 1_200) await new Promise(setImmediate);
      await store.ports.mail.addArrivals(trash.id, [arrival(5_000)]);
      order.push('arrived');
    })();
    await arrived;
    expect((await emptied).accepted).toBe(1_200);
    expect(order).toEqual(['arrived', 'emptied']);
    expect(await shown()).toBe(1);
  });

  it('is for trash and junk alone, of accounts in the scope', async () => {
    const { store, scope, inbox, trash } = await openTrash(1);
    await expect(store.intents.empty(scope, String(inbox.id))).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(store.intents.empty({ ...scope, accountIds: [] }, String(trash.id))).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});
