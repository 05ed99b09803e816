import { describe, expect, it } from 'vitest';
import { arrival, openWorld, readAllBodies } from '../testing/world.ts';

describe('a folder whose UIDs were given anew', () => {
  it('holds the same messages again: none doubled, none new, with their text, conversation and what was asked of them', async () => {
    const world = await openWorld();
    const { store, scope, inbox, account } = world;
    const { mail, intents } = store.ports;
    const old = Array.from({ length: 30 }, (_, at) =>
      arrival(at + 1, { references: at > 0 ? ['<m1@example.com>'] : [] }),
    );
    await mail.addArrivals(inbox.id, old);
    await readAllBodies(world, (id) => `text ${id}`);
    const list = async () => (await store.conversations.list(scope, { limit: 50 })).conversations;
    const [before] = await list();
    const { messages } = await store.conversations.read(scope, before?.id ?? '');
    const [first] = messages;
    await store.intents.create(scope, {
      kind: 'flag',
      flag: 'seen',
      value: true,
      messageIds: [first?.id ?? ''],
    });

    await mail.resetFolder(inbox.id, 2);
    expect(await mail.placeSums(inbox.id, [{ from: 1, to: 4_294_967_295 }])).toEqual([{ count: 0, sum: 0 }]);
    const again = old.map((message) => ({ ...message, uid: 1000 - message.uid }));
    expect(await mail.addArrivals(inbox.id, again.slice(10))).toEqual({ newMessages: 0 });
    expect(await mail.addArrivals(inbox.id, again.slice(0, 10))).toEqual({ newMessages: 0 });

    const [after] = await list();
    expect(await list()).toHaveLength(1);
    expect(after).toEqual({ ...before, unread: 29 });
    const kept = await store.conversations.read(scope, before?.id ?? '');
    expect(kept.messages.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
    expect(await store.messages.read(scope, first?.id ?? '')).toMatchObject({
      text: `text ${first?.id}`,
      flags: ['seen'],
    });
    expect(await mail.countPendingBodies(account.id)).toBe(0);
    const folders = await store.folders.list(scope);
    expect(folders.find(({ path }) => path === 'INBOX')).toMatchObject({ messages: 30, unread: 29 });
    await mail.saveFolderSync(inbox.id, {
      uidValidity: 2,
      uidNext: 1000,
      highestModseq: null,
      listedFrom: 1,
      serverMessages: 30,
    });
    const pushes = await intents.nextPushes(account.id);
    expect(JSON.stringify(pushes)).toContain('999');
  });
});
