/** The copy in the Sent folder, recognised by Message-ID: ours, or the one that the provider gave in its place. */
import { threadIds } from '@mailroom/engine/thread/index';
import type { Transaction } from 'kysely';
import { threadKey } from '../conversations/thread-key.ts';
import type { Write } from '../database/context.ts';
import { firstOfEach } from '../database/each.ts';
import type { Tables } from '../database/tables.ts';
import { idsReceived } from '../messages/message-id.ts';

/** The identifiers that the outgoing is known by, as messages have them in `own_key`. */
export function ownKeys(row: { message_id: string | null; server_message_id: string | null }): number[] {
  return [row.message_id, row.server_message_id].flatMap((messageId) => {
    const { own } = threadIds({ messageId, inReplyTo: [], references: [] });
    return own === null ? [] : threadKey(own);
  });
}

/**
 * Folders that hold copies of what was sent. A message to oneself arrives in the inbox too, which says nothing about the Sent copy;
 * only an account without any Sent folder takes what it can get (null).
 */
async function copyFolders(db: Transaction<Tables>, accountId: number): Promise<number[] | null> {
  const rows = await db
    .selectFrom('folders')
    .select('id')
    .where('account_id', '=', accountId)
    .where('role', 'in', ['sent', 'all'])
    .execute();
  return rows.length === 0 ? null : rows.map(({ id }) => id);
}

/**
 * Outgoing mail whose copy is among these messages of the folder becomes `filed`. So does mail whose outcome is unknown: a copy that
 * the provider filed proves that it took the message.
 */
export async function recogniseFiled(
  change: Write,
  folder: { id: number; accountId: number },
  messageIds: readonly number[],
): Promise<void> {
  const { db } = change;
  const open = await db
    .selectFrom('outgoing')
    .select(['id', 'message_id', 'server_message_id'])
    .where('account_id', '=', folder.accountId)
    .where('state', 'in', ['sent', 'unknown'])
    .execute();
  if (open.length === 0) return;
  const folders = await copyFolders(db, folder.accountId);
  if (folders && !folders.includes(folder.id)) return;

  const rows = await firstOfEach<{ own_key: number | null }>(
    db,
    'select own_key from messages where id = ?',
    messageIds.map((id) => [id]),
  );
  const arrived = new Set(rows.map((row) => row?.own_key));
  const filed = open.filter((row) => ownKeys(row).some((key) => arrived.has(key)));
  await markFiled(
    change,
    folder.accountId,
    filed.map(({ id }) => id),
  );
}

/** Milliseconds that a provider's clock may be behind ours. */
const clockDifference = 24 * 60 * 60_000;

/**
 * Whether the copy was stored before the outgoing was known to be sent: the pull may be faster than the server's last answer.
 *
 * @param handedOver when the outgoing was: its copy is no older
 */
export async function copyArrived(
  db: Transaction<Tables>,
  accountId: number,
  keys: readonly number[],
  handedOver: number,
): Promise<boolean> {
  if (keys.length === 0) return false;
  const folders = await copyFolders(db, accountId);
  const since = new Date(handedOver - clockDifference);
  const [oldestId] = idsReceived(since, since);
  let query = db
    .selectFrom('messages')
    .innerJoin('places', 'places.message_id', 'messages.id')
    .select('messages.id')
    .where('messages.account_id', '=', accountId)
    .where('messages.orphaned_at', 'is', null)
    .where('messages.id', '>=', oldestId)
    .where('messages.own_key', 'in', keys)
    .limit(1);
  if (folders) query = query.where('places.folder_id', 'in', folders);
  return (await query.executeTakeFirst()) !== undefined;
}

export async function markFiled(
  { db, changes }: Write,
  accountId: number,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('outgoing').set({ state: 'filed', failure: null }).where('id', 'in', ids).execute();
  await db
    .updateTable('deliveries')
    .set({ state: 'accepted', failure: null })
    .where('outgoing_id', 'in', ids)
    .where('state', '=', 'unknown')
    .execute();
  changes.put('outgoing', accountId, ids);
}
