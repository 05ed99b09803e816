import { expect, it } from 'vitest';
import { addAccount, arrival, openWorld } from '../testing/world.ts';

it('names the messages of several conversations, with flags and folders, and nothing of another person’s', async () => {
  const { store, scope, inbox, sent } = await openWorld();
  await store.ports.mail.addArrivals(inbox.id, [
    arrival(1, { flags: ['\\Seen'] }),
    arrival(2, { flags: ['\\Flagged'] }),
  ]);
  await store.ports.mail.addArrivals(sent.id, [arrival(3, { references: ['<m1@example.com>'] })]);
  const other = await addAccount(store, 'bo', 'bo');
  await store.ports.mail.addArrivals(other.inbox.id, [arrival(4)]);
  const theirs = await store.scopeOf({ id: 'bo', role: 'member' });
  const ids = async (of: typeof scope) =>
    (await store.conversations.list(of, { limit: 9 })).conversations.map(({ id }) => id);
  const own = await ids(scope);

  const messages = await store.conversations.messages(scope, [...own, ...(await ids(theirs)), 'none', '999']);

  expect(messages.map(({ flags, folderIds }) => ({ flags, folderIds }))).toEqual([
    { flags: ['seen'], folderIds: [String(inbox.id)] },
    { flags: ['flagged'], folderIds: [String(inbox.id)] },
    { flags: [], folderIds: [String(sent.id)] },
  ]);
  expect(new Set(messages.map(({ conversationId }) => conversationId))).toEqual(new Set(own));
  expect(messages[0]?.conversationId).toBe(messages[2]?.conversationId);
});
