/** Messages that are noted as read and whose text is not there: they are pending again, and the pull fetches it. */
import type { StoreContext } from '../database/context.ts';
import { runEach } from '../database/each.ts';
import { eachInSteps } from '../database/steps.ts';
import { visibleMessages } from './visible-messages.ts';

const absent = `m.id, m.body_state = 'stored'
  and not exists (select 1 from bodies b where b.message_id = m.id) as absent`;
const readAgain = `update messages set body_state = 'pending', body_reason = null where id = ? and body_state = 'stored'`;

/** @returns how many are to be fetched again */
export async function mendTexts(context: StoreContext, accountId: number): Promise<number> {
  const wanting: number[] = [];
  for await (const rows of visibleMessages<{ id: number; absent: number }>(context, accountId, absent)) {
    for (const row of rows) if (row.absent === 1) wanting.push(row.id);
  }
  await eachInSteps(context, wanting, async ({ db, changes }, some) => {
    await runEach(
      db,
      readAgain,
      some.map((id) => [id]),
    );
    changes.put('message', accountId, some);
  });
  return wanting.length;
}
