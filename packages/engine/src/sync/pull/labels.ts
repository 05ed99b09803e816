/**
 * Gmail's labels. Of a mailbox there, All Mail, Spam and Trash are pulled; the other folders are labels, whose places follow from what
 * X-GM-LABELS tells of the messages in All Mail. It is told with every message that arrives, and of every message whose labels changed,
 * since that raises the mod-sequence of All Mail. A look at all labels is needed where neither can be relied on: while All Mail is
 * listed or compared, and when a label is new, renamed or newly shown, which says nothing of the messages that carry it.
 *
 * Without CONDSTORE, which Gmail has always had, each comparison of All Mail would look at all labels.
 */
import type { FolderRecord } from '../../ports/mail.ts';
import type { ImapSession, SelectedFolder } from '../../provider/imap/index.ts';
import type { PullContext } from './context.ts';

/** UIDs whose labels one command asks for: some sixty octets each. */
const uidsAtOnce = 50_000;

/** Whether the labels of this folder's messages are folders themselves. */
export function isLabelled({ session }: Pick<PullContext, 'session'>, { role }: FolderRecord): boolean {
  return session.capabilities.gmail && role === 'all';
}

/** UIDs of the inbox in All Mail, which must be selected, ascending: what a first screen shows. Empty where the inbox is. */
export function uidsOfInbox(session: ImapSession): Promise<number[]> {
  return session.searchUids({ gmail: 'in:inbox' });
}

/**
 * Makes the labels show what carries them. To be done when the messages are stored, and before the folder is called listed.
 *
 * @returns how many places of labels were other than Gmail tells
 */
export async function refreshLabels(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
): Promise<number> {
  if (!isLabelled(context, folder)) return 0;
  return await refresh(context, folder, seen, await labelsOf(context, folder));
}

/** The same, if there are labels that were never looked at. */
export async function listNewLabels(
  context: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
): Promise<void> {
  if (!isLabelled(context, folder)) return;
  const labels = await labelsOf(context, folder);
  if (labels.some(({ listedFrom }) => listedFrom === null)) await refresh(context, folder, seen, labels);
}

async function labelsOf({ mail, accountId }: PullContext, folder: FolderRecord): Promise<FolderRecord[]> {
  return (await mail.listFolders(accountId)).filter(({ labelOf }) => labelOf === folder.id);
}

async function refresh(
  { session, mail }: PullContext,
  folder: FolderRecord,
  seen: SelectedFolder,
  labels: readonly FolderRecord[],
): Promise<number> {
  const carried = new Map<string, number>();
  let changed = 0;
  for (const range of ranges(seen)) {
    const told = await session.fetchLabels(range);
    for (const { labels } of told)
      for (const label of labels) carried.set(label, (carried.get(label) ?? 0) + 1);
    changed += await mail.saveLabels(folder.id, told);
  }
  for (const { id, label } of labels) {
    await mail.saveFolderSync(id, {
      uidValidity: seen.uidValidity,
      uidNext: null,
      highestModseq: null,
      listedFrom: 1,
      serverMessages: carried.get(label ?? '') ?? 0,
    });
  }
  return changed;
}

function* ranges({ uidNext }: SelectedFolder): Generator<{ from: number; to: number | '*' }> {
  if (uidNext === null) yield { from: 1, to: '*' };
  else for (let from = 1; from < uidNext; from += uidsAtOnce) yield { from, to: from + uidsAtOnce - 1 };
}
