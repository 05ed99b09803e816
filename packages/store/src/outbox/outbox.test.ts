import type { FailureWire, OutgoingInput } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { arrival, openWorld, type World } from '../testing/world.ts';

const failure: FailureWire = {
  origin: 'network',
  kind: 'connection-lost',
  next: { do: 'wait', until: null },
  code: null,
  quote: null,
  detail: {},
};

function input({ account }: World, over: Partial<OutgoingInput> = {}): OutgoingInput {
  return {
    accountId: account.id,
    inReplyTo: null,
    to: [{ name: 'Grace', address: 'grace@example.org' }],
    cc: [{ name: '', address: 'GRACE@example.org' }],
    bcc: [{ name: '', address: 'bob@example.net' }],
    subject: 'Hello',
    html: '<p>Hello</p>',
    text: 'Hello\n there',
    ...over,
  };
}

const raw = new TextEncoder().encode('From: ada\r\n\r\nHello');

/** Takes it as far as the server's acceptance, by the steps that the engine takes. */
async function transmit(world: World, id: string, messageId: string, serverMessageId: string | null = null) {
  const { outbox } = world.store.ports;
  await outbox.saveComposed(id, { raw, messageId });
  expect(await outbox.claimTransmission(id)).toBe(true);
  await outbox.saveDeliveries(id, [
    { recipient: 'grace@example.org', state: 'accepted', failure: null },
    { recipient: 'bob@example.net', state: 'accepted', failure: null },
  ]);
  await outbox.saveSent(id, { serverMessageId, at: world.clock.now() });
}

async function receiveQuestion(world: World) {
  await world.store.ports.mail.addArrivals(world.inbox.id, [
    arrival(1, { messageId: '<q@x.org>', references: ['<root@x.org>'] }),
  ]);
  const { conversations } = await world.store.conversations.list(world.scope, { limit: 1 });
  const { conversation, messages } = await world.store.conversations.read(
    world.scope,
    conversations[0]?.id ?? '',
  );
  return { conversationId: conversation.id, messageId: messages[0]?.id ?? '' };
}

describe('a message that may be taken back', () => {
  async function held() {
    const world = await openWorld();
    const root = await world.store.scopeOf({ id: 'root', role: 'administrator' });
    await world.store.organisation.change(root, { undoSeconds: 20 });
    const outgoing = await world.store.outgoing.create(world.scope, 'key', input(world));
    return { ...world, outgoing, outbox: world.store.ports.outbox };
  }

  it('is held as long as the organisation says, and is due afterwards, as any other is', async () => {
    const { outgoing, outbox, account, clock } = await held();
    const until = new Date(clock.now().getTime() + 20_000);
    expect(outgoing).toMatchObject({ state: 'waiting', heldUntil: until.toISOString() });
    expect(await outbox.nextDue(account.id, clock.now())).toBeUndefined();
    expect(await outbox.nextDueAt(account.id)).toEqual(until);
    clock.advance(20_000);
    expect(await outbox.nextDue(account.id, clock.now())).toMatchObject({ id: outgoing.id, state: 'queued' });
  });

  it('is gone once it was, and cannot be taken back once it is due', async () => {
    const { outgoing, outbox, account, clock, store, scope, ...rest } = await held();
    await store.outgoing.withdraw(scope, outgoing.id);
    clock.advance(20_000);
    expect(await outbox.nextDue(account.id, clock.now())).toBeUndefined();
    expect(await store.outgoing.list(scope)).toEqual([]);
    const second = await store.outgoing.create(
      scope,
      'other',
      input({ ...rest, account, clock, store, scope }),
    );
    clock.advance(20_000);
    await outbox.nextDue(account.id, clock.now());
    await expect(store.outgoing.withdraw(scope, second.id)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('is not confused with one that is tried again', async () => {
    const { outgoing, outbox, clock, store, scope } = await held();
    clock.advance(20_000);
    await outbox.nextDue(outgoing.accountId, clock.now());
    await outbox.saveWaiting(outgoing.id, new Date(clock.now().getTime() + 60_000), failure);
    expect(await store.outgoing.read(scope, outgoing.id)).toMatchObject({
      state: 'waiting',
      heldUntil: null,
    });
    await expect(store.outgoing.withdraw(scope, outgoing.id)).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe('handing a message over', () => {
  it('queues it with one delivery per recipient', async () => {
    const world = await openWorld();
    const outgoing = await world.store.outgoing.create(world.scope, null, input(world));
    expect(outgoing).toMatchObject({ state: 'queued', snippet: 'Hello there', conversationId: null });
    expect(outgoing.deliveries.map(({ recipient }) => recipient)).toEqual([
      'grace@example.org',
      'bob@example.net',
    ]);
    const due = await world.store.ports.outbox.nextDue(world.account.id, world.clock.now());
    expect(due).toMatchObject({
      id: outgoing.id,
      from: { name: 'ada', address: 'ada@example.com' },
      recipients: ['grace@example.org', 'bob@example.net'],
      inReplyTo: null,
      references: [],
      messageId: null,
      raw: null,
      attempts: 0,
    });
  });

  it('answers the same outgoing for the same key, and a conflict when the key comes with another message', async () => {
    const world = await openWorld();
    const { outgoing } = world.store;
    const [first, second] = await Promise.all([
      outgoing.create(world.scope, 'key', input(world)),
      outgoing.create(world.scope, 'key', input(world)),
    ]);
    expect(second).toEqual(first);
    expect(await outgoing.list(world.scope)).toHaveLength(1);
    const other = outgoing.create(world.scope, 'key', input(world, { subject: 'Other' }));
    await expect(other).rejects.toMatchObject({ kind: 'conflict' });
    expect((await outgoing.create(world.scope, 'other', input(world))).id).not.toBe(first.id);
  });

  it('shows in the conversation that it answers until its copy is filed', async () => {
    const world = await openWorld();
    const question = await receiveQuestion(world);
    const created = await world.store.outgoing.create(
      world.scope,
      null,
      input(world, { inReplyTo: question.messageId }),
    );
    expect(created.conversationId).toBe(question.conversationId);
    const due = await world.store.ports.outbox.nextDue(world.account.id, world.clock.now());
    expect(due).toMatchObject({ inReplyTo: '<q@x.org>', references: ['<root@x.org>'] });
    const detail = await world.store.conversations.read(world.scope, question.conversationId);
    expect(detail.outgoing.map(({ id }) => id)).toEqual([created.id]);
  });

  it('is refused for an account or an answered message of someone else', async () => {
    const world = await openWorld();
    const { messageId } = await receiveQuestion(world);
    const eve = await world.store.scopeOf({ id: 'eve', role: 'administrator' });
    for (const over of [{}, { inReplyTo: messageId }]) {
      const create = world.store.outgoing.create(eve, null, input(world, over));
      await expect(create).rejects.toMatchObject({ kind: 'not-found' });
    }
    const { id } = await world.store.outgoing.create(world.scope, null, input(world));
    await expect(world.store.outgoing.read(eve, id)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await world.store.outgoing.list(eve)).toEqual([]);
  });
});

describe('transmission', () => {
  it('can be claimed once', async () => {
    const world = await openWorld();
    const { outbox } = world.store.ports;
    const { id } = await world.store.outgoing.create(world.scope, null, input(world));
    expect(await outbox.claimTransmission(id)).toBe(false);
    await outbox.saveComposed(id, { raw, messageId: '<a@x.org>' });
    expect((await outbox.nextDue(world.account.id, world.clock.now()))?.raw).toEqual(raw);
    const claims = await Promise.all([1, 2, 3].map(() => outbox.claimTransmission(id)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await outbox.nextDue(world.account.id, world.clock.now())).toBeUndefined();
  });

  it('that a dead process left behind is unknown, and stays so until a person decides', async () => {
    const world = await openWorld();
    const { outbox } = world.store.ports;
    const { id } = await world.store.outgoing.create(world.scope, null, input(world));
    await outbox.saveComposed(id, { raw, messageId: '<a@x.org>' });
    await outbox.claimTransmission(id);
    expect(await outbox.settleInterrupted(world.account.id)).toEqual([id]);
    const unknown = await world.store.outgoing.read(world.scope, id);
    expect(unknown).toMatchObject({ state: 'unknown', failure: { kind: 'outcome-unknown' } });
    expect(unknown.deliveries.every(({ state }) => state === 'unknown')).toBe(true);
    world.clock.advance(1e9);
    expect(await outbox.nextDue(world.account.id, world.clock.now())).toBeUndefined();
    expect(await world.store.outgoing.resend(world.scope, id)).toMatchObject({
      state: 'composed',
      failure: null,
    });
  });

  it('waits its time, and then is due as composed', async () => {
    const world = await openWorld();
    const { outbox } = world.store.ports;
    const { id } = await world.store.outgoing.create(world.scope, null, input(world));
    await outbox.saveComposed(id, { raw, messageId: '<a@x.org>' });
    await outbox.claimTransmission(id);
    const until = new Date(world.clock.now().getTime() + 60_000);
    await outbox.saveWaiting(id, until, failure);
    expect(await outbox.nextDue(world.account.id, world.clock.now())).toBeUndefined();
    expect(await outbox.nextDueAt(world.account.id)).toEqual(until);
    world.clock.advance(60_000);
    const due = await outbox.nextDue(world.account.id, world.clock.now());
    expect(due).toMatchObject({ id, state: 'composed', attempts: 1 });
    expect(await outbox.nextDueAt(world.account.id)).toBeNull();
    expect(await outbox.claimTransmission(id)).toBe(true);
  });

  it('sends again only to those whom it has not reached', async () => {
    const world = await openWorld();
    const { outbox } = world.store.ports;
    const { id } = await world.store.outgoing.create(world.scope, null, input(world));
    await outbox.saveComposed(id, { raw, messageId: '<a@x.org>' });
    await outbox.claimTransmission(id);
    await expect(world.store.outgoing.resend(world.scope, id)).rejects.toMatchObject({ kind: 'conflict' });
    await outbox.saveDeliveries(id, [
      { recipient: 'grace@example.org', state: 'accepted', failure: null },
      { recipient: 'bob@example.net', state: 'refused', failure },
    ]);
    await outbox.saveSent(id, { serverMessageId: null, at: world.clock.now() });
    expect((await world.store.outgoing.list(world.scope)).map((each) => each.id)).toEqual([id]);
    await world.store.outgoing.resend(world.scope, id);
    const due = await outbox.nextDue(world.account.id, world.clock.now());
    expect(due?.recipients).toEqual(['bob@example.net']);
  });
});

describe('the Sent copy', () => {
  const copy = (uid: number, messageId: string, references: string[] = []) =>
    arrival(uid, { messageId, references, subject: 'Re: Hello', flags: ['\\Seen'] });

  it('is recognised by the Message-ID that the provider gave, and joins the conversation', async () => {
    const world = await openWorld();
    const question = await receiveQuestion(world);
    const { id } = await world.store.outgoing.create(
      world.scope,
      null,
      input(world, { inReplyTo: question.messageId }),
    );
    await transmit(world, id, '<ours@x.org>', '<theirs@provider>');
    expect((await world.store.ports.outbox.unfiled(world.account.id)).map((each) => each.id)).toEqual([id]);
    await world.store.ports.mail.addArrivals(world.sent.id, [copy(5, '<theirs@provider>')]);
    expect(await world.store.outgoing.read(world.scope, id)).toMatchObject({ state: 'filed' });
    const detail = await world.store.conversations.read(world.scope, question.conversationId);
    expect(detail.messages).toHaveLength(2);
    expect(detail.outgoing).toEqual([]);
  });

  it('leads answers to the conversation, whichever Message-ID they name', async () => {
    const world = await openWorld();
    const { id } = await world.store.outgoing.create(world.scope, null, input(world));
    await transmit(world, id, '<ours@x.org>', '<theirs@provider>');
    await world.store.ports.mail.addArrivals(world.inbox.id, [
      arrival(2, { references: ['<ours@x.org>'] }),
      arrival(3, { references: ['<theirs@provider>'] }),
    ]);
    await world.store.ports.mail.addArrivals(world.sent.id, [copy(5, '<theirs@provider>')]);
    const { conversations } = await world.store.conversations.list(world.scope, { limit: 9 });
    expect(conversations.map(({ messages }) => messages)).toEqual([3]);
  });

  it('may be pulled before the server has answered', async () => {
    const world = await openWorld();
    const { id } = await world.store.outgoing.create(world.scope, null, input(world));
    const { outbox, mail } = world.store.ports;
    await outbox.saveComposed(id, { raw, messageId: '<ours@x.org>' });
    await outbox.claimTransmission(id);
    const receivedAt = world.clock.now();
    await mail.addArrivals(world.sent.id, [{ ...copy(5, '<ours@x.org>'), receivedAt }]);
    await outbox.saveSent(id, { serverMessageId: null, at: world.clock.now() });
    expect(await world.store.outgoing.read(world.scope, id)).toMatchObject({ state: 'filed' });
  });

  it('proves that a message of unknown outcome was taken', async () => {
    const world = await openWorld();
    const { id } = await world.store.outgoing.create(world.scope, null, input(world));
    const { outbox, mail } = world.store.ports;
    await outbox.saveComposed(id, { raw, messageId: '<ours@x.org>' });
    await outbox.claimTransmission(id);
    await outbox.saveUnknown(id, failure);
    await mail.addArrivals(world.sent.id, [copy(5, '<ours@x.org>')]);
    const outgoing = await world.store.outgoing.read(world.scope, id);
    expect(outgoing).toMatchObject({ state: 'filed', failure: null });
    expect(outgoing.deliveries.every(({ state }) => state === 'accepted')).toBe(true);
  });

  it('is not what arrives in the inbox of one who writes to oneself', async () => {
    const world = await openWorld();
    const { id } = await world.store.outgoing.create(world.scope, null, input(world));
    await transmit(world, id, '<ours@x.org>');
    await world.store.ports.mail.addArrivals(world.inbox.id, [copy(5, '<ours@x.org>')]);
    expect(await world.store.outgoing.read(world.scope, id)).toMatchObject({ state: 'sent' });
    await world.store.ports.mail.addArrivals(world.sent.id, [copy(6, '<ours@x.org>')]);
    expect(await world.store.outgoing.read(world.scope, id)).toMatchObject({ state: 'filed' });
  });
});

describe('what was answered', () => {
  it('is marked so at once when the answer is sent, and the provider is to hear of it', async () => {
    const world = await openWorld();
    const question = await receiveQuestion(world);
    const { id } = await world.store.outgoing.create(
      world.scope,
      null,
      input(world, { inReplyTo: question.messageId }),
    );
    expect(await world.store.ports.intents.nextPushes(world.account.id)).toEqual([]);
    await transmit(world, id, '<answer@example.com>');
    expect((await world.store.messages.read(world.scope, question.messageId)).flags).toContain('answered');
    expect(await world.store.ports.intents.nextPushes(world.account.id)).toMatchObject([
      { uids: [1], flag: '\\Answered', value: true },
    ]);
  });

  it('is not marked by mail that answers nothing, nor a second time', async () => {
    const world = await openWorld();
    const question = await receiveQuestion(world);
    await world.store.ports.mail.saveFlags(world.inbox.id, [{ uid: 1, flags: ['\\Answered'] }]);
    for (const [at, inReplyTo] of [null, question.messageId].entries()) {
      const { id } = await world.store.outgoing.create(world.scope, null, input(world, { inReplyTo }));
      await transmit(world, id, `<answer-${at}@example.com>`);
    }
    expect(await world.store.ports.intents.nextPushes(world.account.id)).toEqual([]);
  });
});
