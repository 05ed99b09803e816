/** How news is heard: by IDLE (RFC 2177) in one folder where it is offered and told, else by looking when it is due. */
import type { ImapSession } from '../../provider/imap/index.ts';
import { type PullContext, pullArrived, pullFolder } from '../pull/index.ts';

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
 * Pulls what was announced for a folder. New mail that IDLE told of is asked for at once, in one exchange. Otherwise the folder is
 * selected, which closes the gap between the last pull and IDLE: whatever happened in between shows in the counts.
 */
export async function pullNews(context: PullContext, folderId: number): Promise<void> {
  const { session, mail, accountId } = context;
  const folder = (await mail.listFolders(accountId)).find(({ id }) => id === folderId);
  if (!folder?.selectable) return;
  const told = session.isIn(folder.path) ? session.takeNews() : { arrived: false, changed: false };
  if (told.arrived && !told.changed && (await pullArrived(context, folder))) return;
  await session.hearOut(folder.path);
  const heard = session.takeNews();
  await pullFolder(context, folder, told.changed || heard.changed ? 'all' : 'arrivals');
}
