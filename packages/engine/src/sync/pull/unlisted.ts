/**
 * Folders that LIST leaves out although they are there. A folder that goes takes with it what only Mailroom knew of its mail, so it goes
 * only once the server has said of that folder itself that it is no more: one answer that is cut short is no reason.
 */
import { asFailure } from '@mailroom/model';
import type { FolderRecord, ListedFolder } from '../../ports/mail.ts';
import type { PullContext } from './context.ts';

/** Reasons for which a server refuses a folder that it has (RFC 5530 3). */
const passing = new Set(['UNAVAILABLE', 'SERVERBUG', 'INUSE', 'CONTACTADMIN']);

/** The list, and the folders that are stored, missing from it, and still answer to their names. @throws Failure when the session ends */
export async function withUnlisted(
  { accountId, session, mail }: Pick<PullContext, 'accountId' | 'session' | 'mail'>,
  listed: readonly ListedFolder[],
): Promise<ListedFolder[]> {
  const told = new Set(listed.flatMap(({ path, renamedFrom }) => [path, renamedFrom ?? path]));
  const folders = [...listed];
  for (const stored of await mail.listFolders(accountId)) {
    if (told.has(stored.path) || !stored.selectable) continue;
    if (await answers(session, stored.path)) folders.push(asListed(stored, folders));
  }
  return folders;
}

async function answers(session: PullContext['session'], path: string): Promise<boolean> {
  try {
    await session.status(path);
    return true;
  } catch (thrown) {
    const failure = asFailure(thrown);
    const { kind, code } = failure;
    if (session.ended || !['folder-not-selectable', 'protocol-error'].includes(kind)) throw failure;
    return passing.has(code ?? '');
  }
}

/** While it was missing its role may have fallen on another. */
function asListed(
  { path, name, delimiter, role, selectable, label }: FolderRecord,
  others: readonly ListedFolder[],
): ListedFolder {
  const taken = role !== null && others.some((other) => other.role === role);
  return { path, name, delimiter, role: taken ? null : role, selectable, label: label ?? null };
}
