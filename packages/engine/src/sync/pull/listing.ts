/** Which UIDs a folder holds, asked so that a lying or failing server is not taken at its word. */
import { Failure } from '@mailroom/model';
import type { ImapSession, SelectedFolder } from '../../provider/imap/index.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * UIDs of the selected folder from the sync start on, ascending, as of the SELECT that answered `seen`: what arrived later is left
 * to the next pull, so that the stored counts and the stored mail describe one moment.
 */
export async function listUids(
  session: ImapSession,
  seen: SelectedFolder,
  syncSince: Date | null,
): Promise<number[]> {
  const uids = syncSince
    ? // SINCE compares calendar days in the server's zone (RFC 9051 6.4.4): a day earlier misses nothing.
      await session.searchUids({ since: new Date(syncSince.getTime() - day) })
    : await allUids(session, seen);
  return asOf(seen, uids);
}

/** UIDs from `from` on, ascending, as of `seen`. */
export async function uidsFrom(session: ImapSession, seen: SelectedFolder, from: number): Promise<number[]> {
  const uids = from <= 1 ? await allUids(session, seen) : await session.searchUids({ from });
  return asOf(seen, uids);
}

/**
 * Every UID of the folder.
 * @throws Failure `protocol-error` where SEARCH names fewer messages than EXISTS counted, twice: such an answer is not "the rest was
 * deleted" (seen as an empty ESEARCH from a folder that holds mail).
 */
async function allUids(session: ImapSession, seen: SelectedFolder): Promise<number[]> {
  const first = await session.searchUids();
  if (first.length >= seen.exists) return first;
  const { exists } = await session.select(seen.path);
  const second = await session.searchUids();
  if (second.length >= exists) return second;
  throw contradiction(session.host, seen.path);
}

/**
 * Of UIDs that seem to be gone, those that a second look does not find either.
 * @throws Failure as `allUids`; nothing is removed then
 */
export async function confirmGone(
  session: ImapSession,
  path: string,
  uidValidity: number,
  gone: readonly number[],
): Promise<number[]> {
  const again = await session.select(path);
  if (again.uidValidity !== uidValidity) throw contradiction(session.host, path);
  const present = new Set(await allUids(session, again));
  return gone.filter((uid) => !present.has(uid));
}

function asOf(seen: SelectedFolder, uids: number[]): number[] {
  const { uidNext } = seen;
  return uidNext === null ? uids : uids.filter((uid) => uid < uidNext);
}

function contradiction(host: string, folder: string): Failure {
  return new Failure({
    origin: 'provider',
    kind: 'protocol-error',
    next: { do: 'wait', until: null },
    detail: { host, folder },
  });
}
