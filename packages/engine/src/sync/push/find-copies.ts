/** Finds copies that the server did not name: it has no UIDPLUS, or the connection broke before it could say. */
import type { CopiedTo, MovingMessage, TargetBefore } from '../../ports/intents.ts';
import type { Arrival } from '../../ports/mail.ts';
import type { ImapSession } from '../../provider/imap/index.ts';

export interface Sought extends Pick<MovingMessage, 'intentId' | 'messageId' | 'size' | 'receivedAt'> {
  /** The target before the copy was asked for: what it held then is no copy of ours. */
  target: TargetBefore;
}

/** Structures asked for at a time. */
const batchSize = 250;

/**
 * Leaves the target selected. Each copy stands for one message only, however many look alike.
 *
 * @returns the copy of each intent, as far as one is there.
 * @throws Failure as `select`
 */
export async function findCopies(
  session: ImapSession,
  targetPath: string,
  sought: readonly Sought[],
): Promise<Map<number, CopiedTo>> {
  const copies = new Map<number, CopiedTo>();
  if (sought.length === 0) return copies;
  const { uidValidity } = await session.select(targetPath);
  const open = sought.filter(({ target }) => target.uidValidity === uidValidity);
  if (open.length === 0) return copies;
  const from = Math.min(...open.map(({ target }) => target.uidNext));
  const uids = await session.searchUids({ from });
  for (let start = 0; start < uids.length && copies.size < open.length; start += batchSize) {
    for (const arrival of await session.fetchStructures(uids.slice(start, start + batchSize))) {
      const match = open.find(
        (one) => !copies.has(one.intentId) && arrival.uid >= one.target.uidNext && isCopyOf(arrival, one),
      );
      if (match) copies.set(match.intentId, { uidValidity, uid: arrival.uid });
    }
  }
  return copies;
}

/** COPY and MOVE keep the octets and INTERNALDATE (RFC 9051 6.4.7), which IMAP tells to the second. */
function isCopyOf(arrival: Arrival, { messageId, size, receivedAt }: Sought): boolean {
  const second = (date: Date) => Math.floor(date.getTime() / 1000);
  return (
    arrival.messageId === messageId &&
    arrival.size === size &&
    second(arrival.receivedAt) === second(receivedAt)
  );
}
