import type { Outgoing } from '@mailroom/model';

/** Whether the message left, but not, or not surely, to everyone: what SMTP accepts for one recipient it may refuse for another (RFC 5321 3.3). */
export function partly({ state, deliveries }: Pick<Outgoing, 'state' | 'deliveries'>): boolean {
  return (
    (state === 'sent' || state === 'filed') &&
    deliveries.some((delivery) => delivery.state === 'refused' || delivery.state === 'unknown')
  );
}

/** Whether only a person can go on: Mailroom does nothing more with this message by itself. */
export function awaitsPerson(outgoing: Pick<Outgoing, 'state' | 'deliveries'>): boolean {
  return outgoing.state === 'failed' || outgoing.state === 'unknown' || partly(outgoing);
}
