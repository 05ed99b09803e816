/** UID SEARCH in the selected folder (RFC 9051 6.4.4). */
import type { ImapConnection } from './connection.ts';
import { uidSets } from './uid-set.ts';

export interface UidQuery {
  /** UIDs from here on; default all. */
  from?: number;
  /** INTERNALDATE on or after this day, as the server's own clock counts days. */
  since?: Date;
  /** Only these. */
  among?: readonly number[];
  /** With this Message-ID header, angle brackets included. */
  messageId?: string;
  /** As the search field of Gmail's pages reads it (X-GM-RAW); for servers with `capabilities.gmail` alone. */
  gmail?: string;
}

/**
 * UIDs in ascending order. Criteria stay flat: Exchange refuses nested ones.
 * @throws Failure where the server refuses: an empty answer and none are never the same
 */
export async function searchUids(connection: ImapConnection, query: UidQuery): Promise<number[]> {
  const from = query.from ?? 1;
  const sets = query.among ? uidSets(query.among).map(({ text }) => text) : from > 1 ? [`${from}:*`] : [null];
  const found: number[] = [];
  for (const uid of sets) {
    const criteria = {
      ...(uid === null ? {} : { uid }),
      ...(query.since ? { since: query.since } : {}),
      ...(query.messageId ? { header: { 'Message-ID': query.messageId } } : {}),
      ...(query.gmail ? { gmraw: query.gmail } : {}),
    };
    const answer = await connection.run(() => connection.client.search(criteria, { uid: true }));
    if (!Array.isArray(answer)) throw connection.refusal();
    // `n:*` names the last message even where its UID is below n (RFC 9051, sequence-set).
    for (const each of answer) if (each >= from) found.push(each);
  }
  return found;
}
