/** The copy in the Sent folder, recognised by Message-ID: ours, or the one that the provider gave in its place. */
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';

interface FolderKey {
  id: number;
  accountId: number;
}

/**
 * Whether copies of what was sent are found in this folder. A message to oneself arrives in the inbox too, which says nothing
 * about the Sent copy; only an account without any Sent folder takes what it can get.
 */
async function holdsSentCopies({ db }: Write, folder: FolderKey): Promise<boolean> {
  const rows = await db
    .selectFrom('folders')
    .select(['id', 'role'])
    .where('account_id', '=', folder.accountId)
    .where('role', 'in', ['sent', 'all'])
    .execute();
  return rows.length === 0 || rows.some(({ id }) => id === folder.id);
}

/**
 * Outgoing mail whose copy is among these messages becomes `filed`. So does mail whose outcome is unknown: a copy that the
 * provider filed proves that it took the message.
 */
export async function recogniseFiled(
  change: Write,
  folder: FolderKey,
  messageIds: readonly number[],
): Promise<void> {
  const { db, changes } = change;
  const waiting = await db
    .selectFrom('outgoing')
    .select(['id', 'message_id', 'server_message_id'])
    .where('account_id', '=', folder.accountId)
    .where('state', 'in', ['sent', 'unknown'])
    .execute();
  if (waiting.length === 0 || !(await holdsSentCopies(change, folder))) return;

  const arrived = new Set<string>();
  for (const ids of inChunks(messageIds, 5000)) {
    const rows = await db
      .selectFrom('messages')
      .select('own_id')
      .where('id', 'in', ids)
      .where('own_id', 'is not', null)
      .execute();
    for (const row of rows) if (row.own_id !== null) arrived.add(row.own_id);
  }
  const filed = waiting
    .filter((row) => [row.message_id, row.server_message_id].some((id) => id !== null && arrived.has(id)))
    .map(({ id }) => id);
  if (filed.length === 0) return;
  await db.updateTable('outgoing').set({ state: 'filed', failure: null }).where('id', 'in', filed).execute();
  await db
    .updateTable('deliveries')
    .set({ state: 'accepted', failure: null })
    .where('outgoing_id', 'in', filed)
    .where('state', '=', 'unknown')
    .execute();
  changes.put('outgoing', folder.accountId, filed);
}
