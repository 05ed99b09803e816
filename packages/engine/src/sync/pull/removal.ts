/** Takes away places that the server no longer has, and does not believe at the first word that a folder was emptied. */
import { Failure } from '@mailroom/model';
import type { FolderRecord } from '../../ports/mail.ts';
import type { SelectedFolder } from '../../provider/imap/index.ts';
import type { PullContext } from './context.ts';
import { isSuspicious } from './difference.ts';
import { readStretch, stretches } from './scan.ts';

interface Removal {
  folder: Pick<FolderRecord, 'id'>;
  /** As of the look by which they are gone. */
  seen: SelectedFolder;
  /** Ascending. */
  gone: readonly number[];
  /** Places that were stored among those looked at. */
  stored: number;
  /** Whether even a few must be gone at a second look. Default: when many went at once. */
  everyOne?: boolean;
}

/**
 * When many went at once, or whoever asks doubts each, they must be gone at a second look as well: one that selects the folder anew.
 * @returns how many were taken away
 * @throws Failure `protocol-error` where the server contradicts itself; nothing is taken away then
 */
export async function removeGone(
  context: PullContext,
  { folder, seen, gone, stored, everyOne = false }: Removal,
): Promise<number> {
  if (gone.length === 0) return 0;
  const doubtful = everyOne || isSuspicious(gone.length, stored);
  const confirmed = doubtful ? await confirmGone(context, seen, gone) : gone;
  context.log.debug({ folderId: folder.id, gone: confirmed.length }, 'messages left the folder');
  await context.mail.removePlaces(folder.id, confirmed);
  return confirmed.length;
}

async function confirmGone(
  { session }: PullContext,
  seen: SelectedFolder,
  gone: readonly number[],
): Promise<number[]> {
  const again = await session.select(seen.path);
  if (again.uidValidity !== seen.uidValidity) throw contradiction(session.host, seen.path);
  const present = new Set<number>();
  for (const stretch of stretches(gone[0] ?? 1, gone.at(-1) ?? 1)) {
    for (const uid of (await readStretch(session, stretch)).uids) present.add(uid);
  }
  return gone.filter((uid) => !present.has(uid));
}

/** What the server says of a folder cannot all be true. The folder is left as it is, and looked at again later. */
export function contradiction(host: string, folder: string): Failure {
  return new Failure({
    origin: 'provider',
    kind: 'protocol-error',
    next: { do: 'wait', until: null },
    detail: { host, folder },
  });
}
