import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it, vi } from 'vitest';
import {
  addAccount,
  arrival,
  openWorld,
  readAllBodies,
  scopeFor,
  temporaryDirectory,
} from '../testing/world.ts';

afterEach(() => vi.restoreAllMocks());

/** What SQLite says of a step that reads all of a table, or all that one account has in it. */
const walks = /^SCAN (m|messages|places|conversations)\b|^SEARCH (m|messages) USING .*\(account_id=\?\)$/;

it('finds what a person opens, marks and shares by its own number, however large the mailbox is', async () => {
  const file = join(await temporaryDirectory(), 'mailroom.db');
  const world = await openWorld({ file });
  const { store, inbox } = world;
  // Of several mailboxes copies are looked for as well.
  await addAccount(store, 'ada', 'work');
  const scope = await scopeFor(store);
  await store.ports.mail.addArrivals(inbox.id, [arrival(1), arrival(2)]);
  await readAllBodies(world, () => 'Text');
  const asked = vi.spyOn(DatabaseSync.prototype, 'prepare');

  const { conversations } = await store.conversations.list(scope, { limit: 1 });
  const [{ id } = { id: '' }] = conversations;
  const { messages } = await store.conversations.read(scope, id);
  const messageIds = messages.map((message) => message.id);
  await store.conversations.messages(scope, [id]);
  await store.messages.read(scope, messageIds[0] ?? '');
  await store.conversationShares.viewers(scope, id);
  await store.intents.create(scope, { kind: 'flag', flag: 'seen', value: true, messageIds });
  await store.accounts.list(scope);
  await store.folders.list(scope);

  const statements = [...new Set(asked.mock.calls.map(([statement]) => statement))];
  expect(statements.some((statement) => statement.includes('"conversation_id" in'))).toBe(true);
  asked.mockRestore();
  const raw = new DatabaseSync(file);
  const walking = statements.filter((statement) => {
    if (!/^\s*select/i.test(statement)) return false;
    const plan = raw.prepare(`explain query plan ${statement}`).all();
    return plan.some(({ detail }) => walks.test(String(detail)));
  });
  raw.close();
  expect(walking).toEqual([]);
});
