/**
 * Messages that take their reader with them. Every reading is noted before it begins, so that a message which ends the whole process is
 * known after the restart; one that has done so twice, or ended its thread twice, is quarantined: listed by its header, never read
 * again by this release of Mailroom unless somebody asks for it.
 */
import type { Transaction } from 'kysely';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { runEach } from '../database/each.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';

/** Messages that are gone are passed over. */
const noteTry = `insert into reading_tries (message_id, tries) select id, 1 from messages where id = ?
  on conflict (message_id) do update set tries = tries + 1`;

export async function noteTries(context: StoreContext, messageIds: readonly number[]): Promise<void> {
  await write(context, async ({ db }) => {
    await runEach(
      db,
      noteTry,
      messageIds.map((id) => [id]),
    );
  });
}

/** Their readings have ended, one way or the other. */
export async function settleTries(db: Transaction<Tables>, messageIds: readonly number[]): Promise<void> {
  await runEach(
    db,
    'delete from reading_tries where message_id = ?',
    messageIds.map((id) => [id]),
  );
}

export async function quarantineMessages(
  db: Transaction<Tables>,
  bodies: readonly { messageId: number; accountId: number; reason: string }[],
  by: { release: string; at: number },
): Promise<void> {
  for (const { messageId, accountId, reason } of bodies) {
    const row = { account_id: accountId, reason, ...by };
    await db
      .insertInto('quarantine')
      .values({ message_id: messageId, ...row })
      .onConflict((known) => known.column('message_id').doUpdateSet(row))
      .execute();
  }
}

/** They are pending again, with no tries counted. */
export async function readAgain(
  { db, changes }: Write,
  rows: readonly { message_id: number; account_id: number }[],
): Promise<void> {
  for (const [accountId, messages] of Map.groupBy(rows, (row) => row.account_id)) {
    const ids = messages.map((row) => row.message_id);
    for (const chunk of inChunks(ids)) {
      await db
        .updateTable('messages')
        .set({ body_state: 'pending', body_reason: null })
        .where('id', 'in', chunk)
        .execute();
      await db.deleteFrom('quarantine').where('message_id', 'in', chunk).execute();
      await settleTries(db, chunk);
    }
    changes.put('message', accountId, ids);
  }
}

/** What another release quarantined is tried again: its parser may have been mended. */
export async function tryAgainAfterUpgrade(
  context: Pick<StoreContext, 'db' | 'clock' | 'changed' | 'release'>,
): Promise<void> {
  const due = await context.db
    .selectFrom('quarantine')
    .select(['message_id', 'account_id'])
    .where('release', '!=', context.release)
    .execute();
  if (due.length > 0) await write(context, (change) => readAgain(change, due));
}
