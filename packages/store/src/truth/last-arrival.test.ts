import { describe, expect, it } from 'vitest';
import { arrival, openWorld } from '../testing/world.ts';

async function world() {
  const opened = await openWorld();
  const { store, account, scope, clock } = opened;
  const told = async () => (await store.truths.read(scope, account.id)).lastArrival;
  const after = (uid: number, seconds: number) =>
    arrival(uid, { receivedAt: new Date(clock.now().getTime() - seconds * 1_000) });
  const synchronised = () =>
    store.ports.accounts.saveStatus(account.id, {
      state: 'watching',
      failure: null,
      progress: null,
      firstSyncDone: true,
    });
  return { ...opened, told, after, synchronised };
}

describe('how long mail takes', () => {
  it('is told by the newest that came in after the first synchronisation', async () => {
    const { store, inbox, told, after, synchronised } = await world();
    await store.ports.mail.addArrivals(inbox.id, [after(1, 3_600)]);
    expect(await told()).toBeNull();
    await synchronised();
    await store.ports.mail.addArrivals(inbox.id, [after(2, 90), after(3, 7)]);
    expect(await told()).toMatchObject({ lagSeconds: 7 });
    await store.ports.mail.addArrivals(inbox.id, [after(4, 500)]);
    expect(await told()).toMatchObject({ lagSeconds: 7 });
  });

  it('is not told by what was moved or filed, nor by what was known, and is never less than nothing', async () => {
    const { store, inbox, archive, told, after, synchronised } = await world();
    await synchronised();
    await store.ports.mail.addArrivals(archive.id, [after(1, 5)]);
    expect(await told()).toBeNull();
    await store.ports.mail.addArrivals(inbox.id, [after(2, -30)]);
    expect(await told()).toMatchObject({ lagSeconds: 0 });
  });
});
