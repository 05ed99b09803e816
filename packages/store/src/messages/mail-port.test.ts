import { describe, expect, it } from 'vitest';
import { arrival, listed, openWorld, readAllBodies, type World } from '../testing/world.ts';

const folderCounts = async ({ store, scope }: World) =>
  Object.fromEntries(
    (await store.folders.list(scope)).map(({ path, messages, unread }) => [path, [messages, unread]]),
  );

const subjects = async ({ store, scope }: World, query: { folderId?: string; words?: string } = {}) => {
  const { conversations } = await store.conversations.list(scope, { ...query, limit: 50 });
  return conversations.map(({ subject }) => subject);
};

async function onlyMessage({ store, scope }: World) {
  const { conversations } = await store.conversations.list(scope, { limit: 2 });
  expect(conversations).toHaveLength(1);
  const { messages } = await store.conversations.read(scope, conversations[0]?.id ?? '');
  const [message] = messages;
  if (!message) throw new Error('No message');
  return message;
}

describe('addArrivals', () => {
  it('stores new messages with their places, newest first in the list', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    const added = await mail.addArrivals(world.inbox.id, [arrival(1, { flags: ['\\Seen'] }), arrival(2)]);
    expect(added).toEqual({ newMessages: 2 });
    expect(await mail.places(world.inbox.id)).toEqual([
      { uid: 1, flags: ['\\Seen'] },
      { uid: 2, flags: [] },
    ]);
    expect(await mail.places(world.inbox.id, { from: 2, to: 9 })).toEqual([{ uid: 2, flags: [] }]);
    expect(await subjects(world)).toEqual(['Subject 2', 'Subject 1']);
    expect(await folderCounts(world)).toMatchObject({ INBOX: [2, 1], Archive: [0, 0] });
  });

  it('can be repeated: places that are stored are updated, not doubled', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1), arrival(2)]);
    const again = await mail.addArrivals(world.inbox.id, [arrival(1, { flags: ['\\Seen'] }), arrival(2)]);
    expect(again).toEqual({ newMessages: 0 });
    expect(await folderCounts(world)).toMatchObject({ INBOX: [2, 1] });
  });

  it('gives a message that was moved a further place, and keeps what it is', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    const { id } = await onlyMessage(world);
    const moved = arrival(7, { ...arrival(1), uid: 7 });
    expect(await mail.addArrivals(world.archive.id, [moved])).toEqual({ newMessages: 0 });
    expect(await folderCounts(world)).toMatchObject({ INBOX: [1, 1], Archive: [1, 1] });
    await mail.removePlaces(world.inbox.id, [1]);
    const message = await onlyMessage(world);
    expect(message.id).toBe(id);
    expect(message.folderIds).toEqual([String(world.archive.id)]);
    expect(await folderCounts(world)).toMatchObject({ INBOX: [0, 0], Archive: [1, 1] });
  });

  it('knows a message by the identity that the provider gives it', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1, { emailId: 'M1' }), arrival(2, { emailId: 'M2' })]);
    const copy = arrival(3, { emailId: 'M1', messageId: null, size: 9 });
    expect(await mail.addArrivals(world.archive.id, [copy])).toEqual({ newMessages: 0 });
  });

  it('gives what it knows a further place by that identity alone, and names what it does not know', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1, { emailId: 'M1' })]);
    const sightings = [
      { uid: 7, flags: ['\\Seen'], emailId: 'M1' },
      { uid: 8, flags: [], emailId: 'M2' },
    ];
    expect(await mail.addKnown(world.archive.id, sightings)).toEqual(new Set([7]));
    expect(await mail.places(world.archive.id)).toEqual([{ uid: 7, flags: ['\\Seen'] }]);
    expect(await folderCounts(world)).toMatchObject({ INBOX: [1, 0], Archive: [1, 0] });
    expect((await onlyMessage(world)).flags).toEqual(['seen']);
    // Said again it changes nothing; of a stored UID the flags are the server's last word.
    expect(await mail.addKnown(world.archive.id, [{ uid: 7, flags: [], emailId: 'M1' }])).toEqual(
      new Set([7]),
    );
    expect(await mail.places(world.archive.id)).toEqual([{ uid: 7, flags: [] }]);
  });

  it('takes two copies in one folder for one message with two places', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    const twin = { ...arrival(1), uid: 2, flags: ['\\Seen'] };
    expect(await mail.addArrivals(world.inbox.id, [arrival(1), twin])).toEqual({ newMessages: 1 });
    expect(await mail.places(world.inbox.id)).toHaveLength(2);
    expect(await folderCounts(world)).toMatchObject({ INBOX: [2, 0] });
    expect((await onlyMessage(world)).flags).toEqual(['seen']);
  });

  it('never takes messages without a Message-ID for the same', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    const bare = { messageId: null, size: 5, receivedAt: new Date(0) };
    const added = await mail.addArrivals(world.inbox.id, [arrival(1, bare), arrival(2, bare)]);
    expect(added).toEqual({ newMessages: 2 });
  });

  it('finds ids for thousands of messages of one second in several accounts and folders', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    const receivedAt = new Date(Date.UTC(2026, 0, 1));
    const batch = Array.from({ length: 3000 }, (_, at) => arrival(at + 1, { receivedAt }));
    expect(await mail.addArrivals(world.inbox.id, batch)).toEqual({ newMessages: 3000 });
    const others = batch.map((each) => ({ ...each, messageId: `<other-${each.uid}@x.org>` }));
    expect(await mail.addArrivals(world.archive.id, others)).toEqual({ newMessages: 3000 });
  });

  it('refuses a folder that is gone', async () => {
    const world = await openWorld();
    await expect(world.store.ports.mail.addArrivals(9999, [arrival(1)])).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('the folder list', () => {
  it('hides the messages of a folder that is gone, unless another place holds them', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.archive.id, [arrival(1), arrival(2)]);
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    const left = await mail.saveFolderList(world.account.id, [
      listed('INBOX', 'inbox'),
      listed('Neu', 'trash'),
    ]);
    expect(left.map(({ path }) => path)).toEqual(['INBOX', 'Neu']);
    expect(await subjects(world)).toEqual(['Subject 1']);
  });

  it('keeps the id of a folder whose role or name was learnt anew', async () => {
    const world = await openWorld();
    const folders = await world.store.ports.mail.saveFolderList(world.account.id, [
      listed('INBOX', 'inbox'),
      listed('Sent', null),
      listed('Archive', 'archive'),
    ]);
    const sent = folders.find(({ path }) => path === 'Sent');
    expect(sent).toMatchObject({ id: world.sent.id, role: null, uidValidity: 1 });
  });

  it('voids the places of a folder whose UIDVALIDITY changed, and matches its messages again', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1)]);
    const { id } = await onlyMessage(world);
    await mail.resetFolder(world.inbox.id, 2);
    expect(await subjects(world)).toEqual([]);
    expect((await mail.listFolders(world.account.id)).find(({ path }) => path === 'INBOX')).toMatchObject({
      uidValidity: 2,
      uidNext: null,
      listedFrom: null,
    });
    await mail.addArrivals(world.inbox.id, [{ ...arrival(1), uid: 77 }]);
    expect((await onlyMessage(world)).id).toBe(id);
  });
});

describe('removed places', () => {
  it('hide a message at once, and forget it with its text when that is asked', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1, { subject: 'Zebra' })]);
    await readAllBodies(world, () => 'giraffe');
    const { id } = await onlyMessage(world);
    await mail.removePlaces(world.inbox.id, [1]);
    expect(await subjects(world, { words: 'zebra' })).toEqual([]);
    await expect(world.store.messages.read(world.scope, id)).rejects.toMatchObject({ kind: 'not-found' });

    const hiddenAt = world.clock.now();
    await mail.forgetOrphans(world.account.id, hiddenAt);
    await mail.addArrivals(world.inbox.id, [{ ...arrival(1, { subject: 'Zebra' }), uid: 2 }]);
    expect(await onlyMessage(world)).toMatchObject({ id, text: 'giraffe' });

    await mail.removePlaces(world.inbox.id, [2]);
    world.clock.advance(1000);
    await mail.forgetOrphans(world.account.id, world.clock.now());
    await mail.addArrivals(world.inbox.id, [{ ...arrival(1, { subject: 'Zebra' }), uid: 3 }]);
    expect(await onlyMessage(world)).toMatchObject({ text: '', body: 'pending' });
    expect(await subjects(world, { words: 'giraffe' })).toEqual([]);
  });
});

describe('bodies', () => {
  it('are asked for newest first, and not again once stored or found unreadable', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1), arrival(2), arrival(3)]);
    const pending = await mail.pendingBodies(world.account.id, 2);
    expect(pending.map(({ uid }) => uid)).toEqual([3, 2]);
    expect(pending[0]).toMatchObject({
      folderId: world.inbox.id,
      folderPath: 'INBOX',
      uidValidity: 1,
      structureKnown: true,
      textParts: [{ part: '1', mediaType: 'text/plain' }],
    });
    const [newest, older] = pending;
    await mail.saveBodies([
      {
        messageId: newest?.messageId ?? 0,
        state: 'stored',
        text: 'Hi',
        html: '<p>Hi</p>',
        snippet: 'Hi',
        words: 'hi',
      },
      { messageId: older?.messageId ?? 0, state: 'unreadable', reason: 'too deep', words: 'older' },
      { messageId: 12345, state: 'unreadable', reason: 'gone', words: '' },
    ]);
    expect(await mail.countPendingBodies(world.account.id)).toBe(1);
    const id = String(newest?.messageId);
    expect(await world.store.messages.read(world.scope, id)).toMatchObject({
      body: 'stored',
      text: 'Hi',
      hasHtml: true,
      snippet: 'Hi',
    });
    expect(await world.store.messages.html(world.scope, id)).toBe('<p>Hi</p>');
    const { conversations } = await world.store.conversations.list(world.scope, { limit: 1 });
    expect(conversations[0]?.snippet).toBe('Hi');
  });

  it('may tell of attachments that the structure did not', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    await mail.addArrivals(world.inbox.id, [arrival(1, { structureKnown: false })]);
    const { id } = await onlyMessage(world);
    const attachments = [
      {
        part: '2',
        name: 'plan.pdf',
        mediaType: 'application/pdf',
        size: 9,
        contentId: '<c1>',
        inline: false,
      },
    ];
    await mail.saveBodies([
      {
        messageId: Number(id),
        state: 'stored',
        text: '',
        html: null,
        snippet: '',
        words: 'plan pdf',
        attachments,
      },
    ]);
    expect(await world.store.messages.attachment(world.scope, id, '2')).toEqual(attachments[0]);
    expect(await world.store.messages.inlinePart(world.scope, id, 'c1')).toEqual(attachments[0]);
    expect(await subjects(world, { words: 'plan.pdf' })).toEqual(['Subject 1']);
    await expect(world.store.messages.html(world.scope, id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('are asked for where the message lies now, outside the trash where that is possible', async () => {
    const world = await openWorld();
    const { mail } = world.store.ports;
    const [, , trash] = await mail.saveFolderList(world.account.id, [
      listed('A', 'trash'),
      listed('INBOX', 'inbox'),
      listed('Sent', 'sent'),
    ]);
    expect(trash).toBeDefined();
    const bin = (await mail.listFolders(world.account.id)).find(({ path }) => path === 'A');
    await mail.saveFolderSync(bin?.id ?? 0, {
      uidValidity: 3,
      uidNext: 1,
      highestModseq: '9223372036854775807',
      listedFrom: 1,
      serverMessages: 0,
    });
    await mail.addArrivals(bin?.id ?? 0, [arrival(1)]);
    await mail.addArrivals(world.inbox.id, [{ ...arrival(1), uid: 4 }]);
    const { id } = await onlyMessage(world);
    expect(await mail.partAddress(Number(id))).toEqual({
      accountId: world.account.id,
      messageId: Number(id),
      structureKnown: true,
      places: [
        { folderPath: 'INBOX', uidValidity: 1, uid: 4 },
        { folderPath: 'A', uidValidity: 3, uid: 1 },
      ],
    });
    expect(await mail.partAddress(1)).toBeUndefined();
  });
});
