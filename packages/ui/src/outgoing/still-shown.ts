import type { Message, Outgoing } from '@mailroom/model';
import { partly } from './partly.ts';

/** Clocks of the provider and of Mailroom differ a little. */
const clockSkewMs = 2 * 60_000;

/** What is being sent, without what already stands among the messages: once the Sent copy is there, the card says it a second time. */
export function stillShown(
  outgoing: readonly Outgoing[],
  messages: readonly Pick<Message, 'from' | 'receivedAt'>[],
  own: ReadonlySet<string>,
): Outgoing[] {
  const copies = messages.filter(({ from }) => from.some(({ address }) => own.has(address.toLowerCase())));
  return outgoing.filter((one) => {
    const { state, createdAt } = one;
    if (partly(one)) return true;
    if (state === 'filed') return false;
    if (state !== 'sent') return true;
    return !copies.some(({ receivedAt }) => Date.parse(receivedAt) >= Date.parse(createdAt) - clockSkewMs);
  });
}
