/** Messages that were moved to a UID that the server did not tell: shown in the target until a pull brings them there. */
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { retell } from '../messages/retell.ts';
import { anyFiling } from './open-filings.ts';
import { refreshFiling } from './show-filing.ts';

/** Messages have got places in a folder: what awaited them there has ended, and what is open goes on applying to them. */
export async function filingOfArrived(
  { db }: Write,
  folder: { id: number; accountId: number },
  messageIds: readonly number[],
): Promise<void> {
  if (!(await anyFiling(db, folder.accountId))) return;
  for (const ids of inChunks(messageIds, 5000)) {
    await db
      .deleteFrom('intents')
      .where('account_id', '=', folder.accountId)
      .where('state', '=', 'awaiting')
      .where('target_id', '=', folder.id)
      .where('message_id', 'in', ids)
      .execute();
  }
  await refreshFiling(db, messageIds);
}

/** After a pull of everything, what did not arrive since `before` will not: somebody has moved it on. */
export async function forgetAwaiting(change: Write, accountId: number, before: Date): Promise<void> {
  const { db } = change;
  const rows = await db
    .selectFrom('intents')
    .select(['id', 'message_id'])
    .where('account_id', '=', accountId)
    .where('state', '=', 'awaiting')
    .where('created_at', '<', before.getTime())
    .execute();
  if (rows.length === 0) return;
  const messageIds = [...new Set(rows.map((row) => row.message_id))];
  await retell(change, accountId, messageIds, async () => {
    for (const chunk of inChunks(rows, 5000)) {
      await db
        .deleteFrom('intents')
        .where(
          'id',
          'in',
          chunk.map(({ id }) => id),
        )
        .execute();
    }
    await refreshFiling(db, messageIds);
  });
}
