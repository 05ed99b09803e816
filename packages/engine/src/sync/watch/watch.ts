/** How news is heard: by IDLE (RFC 2177) in one folder where it is offered, else by looking when the next pull is due. */
import type { ImapSession } from '../../provider/imap/index.ts';
import { type PullContext, pullFolder } from '../pull/index.ts';

/**
 * Returns on news of the selected folder, or when `signal` aborts: the caller's poll is due, or something else is to be done.
 * @param path the folder to be idle in; undefined where there is none
 * @throws Failure when the session ends
 */
export async function watchFolder(
  session: ImapSession,
  path: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (path !== undefined && session.capabilities.idle) await session.watch(signal);
  else await session.rest(signal);
}

/**
 * Pulls what was announced for a folder, and selects it, which closes the gap between the last pull and IDLE: whatever happened in
 * between shows in the counts.
 */
export async function pullNews(context: PullContext, folderId: number): Promise<void> {
  const { session, mail, accountId } = context;
  const folder = (await mail.listFolders(accountId)).find(({ id }) => id === folderId);
  if (!folder?.selectable) return;
  await session.hearOut(folder.path);
  const { changed } = session.takeNews();
  await pullFolder(context, folder, changed ? 'all' : 'arrivals');
}
