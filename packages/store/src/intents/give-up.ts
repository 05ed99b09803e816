/** Intents that the provider refuses: the screen shows again what it has, and the person is told. */
import type { FailureWire } from '@mailroom/model';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { placeCopies } from './confirm-places.ts';
import { stepOf } from './open-filings.ts';
import { intentRows, retellIntents } from './settle.ts';

/** A provider that puts an intent off this often will not do it; each time was a push of its own, minutes after the last. */
const mostAttempts = 5;

export async function giveUp(
  change: Write,
  intentIds: readonly number[],
  failure: FailureWire,
): Promise<void> {
  const { db, changes } = change;
  await retellIntents(change, await intentRows(db, intentIds), async (own) => {
    await placeCopies(
      change,
      own.map((intent) => {
        const step = stepOf(intent.journal);
        return { intent, copy: step.at === 'copied' ? step.copy : null };
      }),
    );
    for (const chunk of inChunks(own, 5000)) {
      await db
        .updateTable('intents')
        .set({ state: 'given-up', failure: JSON.stringify(failure) })
        .where(
          'id',
          'in',
          chunk.map(({ id }) => id),
        )
        .execute();
    }
    const [first] = own;
    if (first) {
      changes.put(
        'intent',
        first.account_id,
        own.map(({ id }) => id),
      );
    }
  });
}

export async function postpone(
  change: Write,
  intentIds: readonly number[],
  failure: FailureWire,
): Promise<void> {
  const { db } = change;
  const rows = await intentRows(db, intentIds);
  const last = rows.filter(({ attempts }) => attempts + 1 >= mostAttempts).map(({ id }) => id);
  for (const chunk of inChunks(rows, 5000)) {
    await db
      .updateTable('intents')
      .set((row) => ({ attempts: row('attempts', '+', 1) }))
      .where(
        'id',
        'in',
        chunk.map(({ id }) => id),
      )
      .execute();
  }
  await giveUp(change, last, failure);
}
