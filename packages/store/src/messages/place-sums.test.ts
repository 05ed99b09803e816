import { placeMark } from '@mailroom/engine/sync/place-mark';
import { describe, expect, it } from 'vitest';
import { arrival, openWorld } from '../testing/world.ts';

const marks = (places: readonly (readonly [uid: number, ...flags: string[]])[]) =>
  places.reduce((sum, [uid, ...flags]) => sum + placeMark(uid, flags), 0);

describe('placeSums', () => {
  it('adds up what each window holds, in the order asked', async () => {
    const { store, inbox, archive } = await openWorld();
    const { mail } = store.ports;
    await mail.addArrivals(inbox.id, [arrival(1), arrival(2, { flags: ['\\Seen'] }), arrival(4_294_967_295)]);
    await mail.addArrivals(archive.id, [arrival(2, { messageId: '<other@example.com>' })]);
    const sums = await mail.placeSums(inbox.id, [
      { from: 3, to: 4_294_967_295 },
      { from: 1, to: 2 },
      { from: 5, to: 9 },
    ]);
    expect(sums).toEqual([
      { count: 1, sum: marks([[4_294_967_295]]) },
      { count: 2, sum: marks([[1], [2, '\\Seen']]) },
      { count: 0, sum: 0 },
    ]);
    expect(await mail.placeSums(inbox.id, [])).toEqual([]);
  });

  it('follows flags that the server changed, places that went, and flags that were pushed', async () => {
    const { store, scope, account, inbox } = await openWorld();
    const { mail, intents } = store.ports;
    const whole = async () => (await mail.placeSums(inbox.id, [{ from: 1, to: 9 }]))[0];
    await mail.addArrivals(inbox.id, [arrival(1), arrival(2), arrival(3)]);
    await mail.saveFlags(inbox.id, [{ uid: 1, flags: ['work', '\\Flagged'] }]);
    await mail.removePlaces(inbox.id, [3]);
    expect(await whole()).toEqual({ count: 2, sum: marks([[1, '\\Flagged', 'work'], [2]]) });

    const [conversation] = (await store.conversations.list(scope, { limit: 1 })).conversations;
    const { messages } = await store.conversations.read(scope, conversation?.id ?? '');
    const messageIds = messages.map(({ id }) => id);
    await store.intents.create(scope, { kind: 'flag', flag: 'seen', value: true, messageIds });
    expect(await whole()).toEqual({ count: 2, sum: marks([[1, '\\Flagged', 'work'], [2]]) });
    for (const push of await intents.nextPushes(account.id)) {
      if (push.kind === 'flag') await intents.settle(push.intentIds);
    }
    expect(await whole()).toEqual({
      count: 2,
      sum: marks([
        [1, '\\Flagged', 'work'],
        [2, '\\Seen'],
      ]),
    });
  });
});
