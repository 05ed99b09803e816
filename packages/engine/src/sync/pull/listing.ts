/** Which messages of a folder belong in the store when people chose a day from which on they want their mail. */
import type { SelectedFolder } from '../../provider/imap/index.ts';
import type { PullContext } from './context.ts';
import { contradiction } from './removal.ts';

const day = 24 * 60 * 60 * 1000;

/** SINCE compares calendar days in the server's zone (RFC 9051 6.4.4): a day earlier misses nothing. */
export function dayBefore(syncSince: Date): Date {
  return new Date(syncSince.getTime() - day);
}

/**
 * UIDs of the selected folder from the sync start on, ascending, as of the SELECT that answered `seen`: what arrived later is left
 * to the next pull, so that the stored counts and the stored mail describe one moment.
 * @throws Failure `protocol-error` where the answer leaves out the newest message although that belongs in it: an empty answer is
 *   then not "nothing since"
 */
export async function uidsSince(
  { session }: PullContext,
  seen: SelectedFolder,
  syncSince: Date,
): Promise<number[]> {
  const { uidNext } = seen;
  const found = await session.searchUids({ since: dayBefore(syncSince) });
  const uids = uidNext === null ? found : found.filter((uid) => uid < uidNext);
  const [newest] = await session.fetchNewest(1);
  if (newest && newest.receivedAt >= syncSince && !found.includes(newest.uid)) {
    throw contradiction(session.host, seen.path);
  }
  return uids;
}
