import { describe, expect, it } from 'vitest';
import { arrival, microsoftApp, openWorld } from '../testing/world.ts';

describe('the change log', () => {
  it('says "many" of a large batch instead of naming each', async () => {
    const { store, inbox, scope, account } = await openWorld();
    const cursor = await store.changes.latest();
    await store.ports.mail.addArrivals(
      inbox.id,
      Array.from({ length: 500 }, (_, at) => arrival(at + 1)),
    );
    const since = await store.changes.since(cursor, 1000, scope);
    const told = since.kind === 'changes' ? since.changes.map(({ noun, id }) => [noun, id]) : [];
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        ['conversation', null],
        ['message', null],
        ['folder', String(inbox.id)],
      ]),
    );
    expect(since).toMatchObject({ changes: [{ accountId: account.id }, {}, {}] });
    expect(since.cursor).toBe(await store.changes.latest());
  });

  it('is read in steps, and writes nothing when nothing changed', async () => {
    const { store, inbox, scope } = await openWorld();
    await store.ports.mail.addArrivals(inbox.id, [arrival(1)]);
    const latest = await store.changes.latest();
    await store.ports.mail.addArrivals(inbox.id, [arrival(1)]);
    await store.ports.mail.saveFlags(inbox.id, [{ uid: 1, flags: [] }]);
    expect(await store.changes.latest()).toBe(latest);
    let cursor = 0;
    const seen: number[] = [];
    while (cursor < latest) {
      const step = await store.changes.since(cursor, 2, scope);
      if (step.kind === 'changes') seen.push(...step.changes.map(({ seq }) => seq));
      cursor = step.cursor;
    }
    expect(seen).toEqual(Array.from({ length: latest }, (_, at) => at + 1));
  });

  it('says "start again" for a cursor that it no longer, or never, reached', async () => {
    const { store, clock, inbox, scope } = await openWorld();
    await store.ports.mail.addArrivals(inbox.id, [arrival(1)]);
    const latest = await store.changes.latest();
    clock.advance(1000);
    await store.changes.compact(clock.now(), 2);
    expect(await store.changes.since(latest - 3, 10, scope)).toEqual({ kind: 'start-again', cursor: latest });
    expect(await store.changes.since(latest - 2, 10, scope)).toMatchObject({
      kind: 'changes',
      cursor: latest,
    });
    expect(await store.changes.since(latest + 1, 10, scope)).toMatchObject({ kind: 'start-again' });
    await store.changes.compact(clock.now(), 0);
    expect(await store.changes.latest()).toBe(latest);
  });

  it('is bounded by count whatever its age, and cut in steps that each leave it right', async () => {
    const { store, clock, inbox, scope } = await openWorld();
    for (let uid = 1; uid <= 30; uid += 1) await store.ports.mail.addArrivals(inbox.id, [arrival(uid)]);
    const latest = await store.changes.latest();
    const long = new Date(clock.now().getTime() - 1);
    await store.changes.compact(long, 0, 1000);
    expect(await store.changes.since(0, 1, scope)).toMatchObject({ kind: 'changes' });
    await store.changes.compact(long, 0, 5);
    expect(await store.changes.since(latest - 6, 10, scope)).toMatchObject({
      kind: 'start-again',
      cursor: latest,
    });
    expect(await store.changes.since(latest - 5, 10, scope)).toMatchObject({
      kind: 'changes',
      cursor: latest,
    });
    await store.ports.mail.addArrivals(inbox.id, [arrival(31)]);
    expect(await store.changes.latest()).toBeGreaterThan(latest);
    await store.changes.compact(long, 0, 5);
    expect(await store.changes.since(latest, 10, scope)).toMatchObject({ kind: 'changes' });
  });

  it('tells administrators only of provider apps', async () => {
    const { store, scope } = await openWorld();
    const cursor = await store.changes.latest();
    const administrator = await store.scopeOf({ id: 'root', role: 'administrator' });
    await store.providerApps.create(administrator, microsoftApp());
    expect(await store.changes.since(cursor, 10, scope)).toMatchObject({ changes: [] });
    expect(await store.changes.since(cursor, 10, administrator)).toMatchObject({
      changes: [{ noun: 'provider-app', op: 'put', accountId: null }],
    });
  });
});
