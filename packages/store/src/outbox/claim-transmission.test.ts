import type { FailureWire, OutgoingState } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';

const failure: FailureWire = {
  origin: 'network',
  kind: 'outcome-unknown',
  next: { do: 'choose' },
  code: null,
  quote: null,
  detail: {},
};

const raw = new TextEncoder().encode('From: ada\r\n\r\nHello');

async function composed({ store, scope, account }: World): Promise<string> {
  const { id } = await store.outgoing.create(scope, null, {
    accountId: account.id,
    inReplyTo: null,
    to: [{ name: '', address: 'grace@example.org' }],
    cc: [],
    bcc: [],
    subject: 'Hello',
    html: '<p>Hello</p>',
    text: 'Hello',
  });
  await store.ports.outbox.saveComposed(id, { raw, messageId: '<1@example.com>' });
  return id;
}

type Lead = (world: World, id: string) => Promise<void>;

/** Ways on from a transmission that was claimed. */
const onwards: [OutgoingState, Lead][] = [
  ['transmitting', async () => undefined],
  ['unknown', ({ store }, id) => store.ports.outbox.saveUnknown(id, failure)],
  ['failed', ({ store }, id) => store.ports.outbox.saveFailed(id, failure)],
  ['waiting', ({ store, clock }, id) => store.ports.outbox.saveWaiting(id, clock.now(), failure)],
  [
    'sent',
    ({ store, clock }, id) => store.ports.outbox.saveSent(id, { serverMessageId: null, at: clock.now() }),
  ],
];

describe('the claim to transmit', () => {
  it.each(onwards)(
    'is refused to a message that is %s: what may have left does not leave again',
    async (state, lead) => {
      const world = await openWorld();
      const { outbox } = world.store.ports;
      const id = await composed(world);
      expect(await outbox.claimTransmission(id)).toBe(true);
      await lead(world, id);
      expect(await outbox.claimTransmission(id)).toBe(false);
      expect((await world.store.outgoing.read(world.scope, id)).state).toBe(state);
    },
  );

  it('is granted to one of two who ask at once', async () => {
    const world = await openWorld();
    const { outbox } = world.store.ports;
    const id = await composed(world);
    const claims = await Promise.all([outbox.claimTransmission(id), outbox.claimTransmission(id)]);
    expect(claims.sort()).toEqual([false, true]);
  });
});
