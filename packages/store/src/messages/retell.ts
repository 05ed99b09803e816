/** Whatever happens to places of messages: afterwards everything that is told by them is told anew, and the change log says so. */
import type { Write } from '../database/context.ts';
import { FolderCounts } from '../folders/counts.ts';
import { conversationsOf, tellChanged } from './after-change.ts';
import { deriveFlags } from './derive-flags.ts';
import { refreshShown } from './shown.ts';

/** @param act changes places of these messages, which are one account's. */
export async function retell(
  change: Write,
  accountId: number,
  messageIds: readonly number[],
  act: () => Promise<void>,
): Promise<void> {
  const { db, changes, now } = change;
  const counts = await FolderCounts.before(db, messageIds);
  await act();
  const hidden = await refreshShown(db, messageIds, now);
  await deriveFlags(db, messageIds);
  await tellChanged(change, {
    accountId,
    messages: messageIds,
    conversations: await conversationsOf(db, messageIds),
    folders: await counts.after(messageIds),
  });
  changes.remove('message', accountId, hidden);
}
