/** What the provider has done is the truth now: places say so at once, or the screen would fall back until the next pull. */
import type { MovedMessage, Removal } from '@mailroom/engine/ports/index';
import type { Transaction } from 'kysely';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import { retell } from '../messages/retell.ts';
import {
  confirmFlags,
  confirmLabels,
  type IntentRow,
  leaveMarked,
  placeCopies,
  takeAway,
} from './confirm-places.ts';
import { keepMarked } from './left-marked.ts';
import { refreshFiling } from './show-filing.ts';

export type { IntentRow };

/** Those that are gone meanwhile (their message was forgotten) are passed over. */
export async function intentRows(db: Transaction<Tables>, ids: readonly number[]): Promise<IntentRow[]> {
  const rows: IntentRow[] = [];
  for (const chunk of inChunks(ids, 5000)) {
    rows.push(
      ...(await db.selectFrom('intents').selectAll().where('id', 'in', chunk).orderBy('id').execute()),
    );
  }
  return rows;
}

/** Acts on intents, account by account, and tells anew what is shown of their messages. */
export async function retellIntents(
  change: Write,
  intents: readonly IntentRow[],
  act: (own: readonly IntentRow[]) => Promise<void>,
): Promise<void> {
  for (const [accountId, own] of Map.groupBy(intents, (intent) => intent.account_id)) {
    const messageIds = [...new Set(own.map((intent) => intent.message_id))];
    const filed = own.some(({ kind }) => kind !== 'flag');
    await retell(change, accountId, messageIds, async () => {
      await act(own);
      if (filed) await refreshFiling(change.db, messageIds);
    });
  }
}

/** A settled intent is deleted: nothing reads it again, and what it did is in the places. */
export async function deleteIntents(db: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  for (const chunk of inChunks(ids, 5000)) await db.deleteFrom('intents').where('id', 'in', chunk).execute();
}

/** Flags are set, and labels are changed. */
export async function settle(change: Write, intentIds: readonly number[]): Promise<void> {
  const { db } = change;
  await retellIntents(change, await intentRows(db, intentIds), async (own) => {
    await confirmFlags(
      change,
      own.filter(({ kind }) => kind === 'flag'),
    );
    await confirmLabels(
      change,
      own.filter(({ kind }) => kind !== 'flag'),
    );
    await deleteIntents(db, idsOf(own));
  });
}

export async function settleMoved(change: Write, moved: readonly MovedMessage[]): Promise<void> {
  const { db } = change;
  const byId = new Map(moved.map((each) => [each.intentId, each]));
  await retellIntents(change, await intentRows(db, [...byId.keys()]), async (own) => {
    await placeCopies(
      change,
      own.map((intent) => ({ intent, copy: byId.get(intent.id)?.copy ?? null })),
    );
    const isMarked = ({ id }: IntentRow) => byId.get(id)?.original === 'marked';
    await end(
      change,
      own.filter((intent) => !isMarked(intent)),
      'removed',
    );
    await end(change, own.filter(isMarked), 'marked');
  });
}

export async function settleGone(
  change: Write,
  intentIds: readonly number[],
  removal: Removal,
): Promise<void> {
  await retellIntents(change, await intentRows(change.db, intentIds), (own) => end(change, own, removal));
}

/** An intent whose original is only marked stays until that is gone as well: see left-marked.ts. */
async function end(change: Write, intents: readonly IntentRow[], removal: Removal): Promise<void> {
  if (intents.length === 0) return;
  if (removal === 'removed') {
    await takeAway(change, intents);
    await deleteIntents(change.db, idsOf(intents));
  } else {
    await leaveMarked(change, intents);
    await keepMarked(change, intents);
  }
}

function idsOf(intents: readonly IntentRow[]): number[] {
  return intents.map(({ id }) => id);
}
