/** Conversations that do not add up to their messages, and messages whose conversation is not there. */
import {
  type Aggregates,
  aggregateColumns,
  aggregatesOf,
  refreshConversations,
  storedConversations,
} from '../conversations/aggregates.ts';
import { read, type StoreContext } from '../database/context.ts';
import { firstOfEach, runEach } from '../database/each.ts';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import { eachInSteps } from '../database/steps.ts';
import { breathe } from './breathe.ts';
import { visibleMessages } from './visible-messages.ts';

/** Conversations that are told anew, to be compared, at a time. */
const perLook = 250;

/** @returns how many there were */
export async function mendConversations(context: StoreContext, accountId: number): Promise<number> {
  const absent = await absentConversations(context, accountId);
  const wrong = await wronglyTold(context, accountId);
  await eachInSteps(context, absent, ({ db }, some) =>
    runEach(
      db,
      'insert into conversations (id, account_id) values (?, ?) on conflict do nothing',
      some.map((id) => [id, accountId]),
    ),
  );
  await eachInSteps(context, [...absent, ...wrong], async ({ db, changes }, some) => {
    const { shown, empty } = await refreshConversations(db, some);
    changes.put('conversation', accountId, shown);
    changes.remove('conversation', accountId, empty);
  });
  return absent.length + wrong.length;
}

/** By the messages that name them. */
async function absentConversations(context: StoreContext, accountId: number): Promise<number[]> {
  const absent = new Set<number>();
  const named = `m.id, m.conversation_id as conversation,
    not exists (select 1 from conversations c where c.id = m.conversation_id) as absent`;
  type Row = { id: number; conversation: number; absent: number };
  for await (const rows of visibleMessages<Row>(context, accountId, named)) {
    for (const row of rows) if (row.absent === 1) absent.add(row.conversation);
  }
  return [...absent];
}

/** One text of all: a row for each takes three times as long, in which nothing else is done. */
const idsOfAccount = 'select json_group_array(id) as ids from conversations where account_id = ?';

async function wronglyTold(context: StoreContext, accountId: number): Promise<number[]> {
  const [all] = await firstOfEach<{ ids: string }>(context.db, idsOfAccount, [[accountId]]);
  const ids = fromJson<number[]>(all?.ids ?? '[]').sort((a, b) => a - b);
  const wrong: number[] = [];
  for (const some of inChunks(ids, perLook)) {
    await breathe();
    await read(context, async (db) => {
      const stored = await storedConversations(db, some);
      const told = await aggregatesOf(db, some);
      for (const [at, id] of some.entries()) {
        const kept = stored.get(id);
        const now = told[at];
        if (kept && now && !isSame(kept, now)) wrong.push(id);
      }
    });
  }
  return wrong;
}

function isSame(one: Aggregates, other: Aggregates): boolean {
  return aggregateColumns.every((column) => one[column] === other[column]);
}
