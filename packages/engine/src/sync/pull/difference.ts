/** What differs between the places the store holds and those the server reports. Pure. */
import type { StoredPlace } from '../../ports/mail.ts';

export interface Difference {
  /** Stored, but not on the server. */
  gone: number[];
  /** On the server, but not stored. */
  missing: number[];
}

/** Both ascending. */
export function uidDifference(stored: readonly StoredPlace[], server: readonly number[]): Difference {
  const onServer = new Set(server);
  const inStore = new Set(stored.map(({ uid }) => uid));
  return {
    gone: stored.filter(({ uid }) => !onServer.has(uid)).map(({ uid }) => uid),
    missing: server.filter((uid) => !inStore.has(uid)),
  };
}

/** The server's places whose flags are not those stored. Places not stored are left out. */
export function flagDifference(
  stored: readonly StoredPlace[],
  server: readonly StoredPlace[],
): StoredPlace[] {
  const known = new Map(stored.map(({ uid, flags }) => [uid, flags.join(' ')]));
  return server.filter(({ uid, flags }) => known.has(uid) && known.get(uid) !== flags.join(' '));
}

/**
 * Whether so much vanished at once that the server is asked a second time before it is believed: a server that lost its index, or
 * answers a search with nothing, must not empty the store.
 */
export function isSuspicious(gone: number, stored: number): boolean {
  return gone >= 20 && gone * 5 > stored;
}
