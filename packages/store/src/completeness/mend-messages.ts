/** What messages are told by their places: whether they are shown, and their flags. */
import { flag as flagName } from '@mailroom/model';
import type { StoreContext } from '../database/context.ts';
import { eachInSteps } from '../database/steps.ts';
import { type FlagColumns, flagColumns, splitFlags } from '../messages/flags.ts';
import { retell } from '../messages/retell.ts';
import { isShown } from '../messages/shown.ts';
import { visibleMessages } from './visible-messages.ts';

interface ToldRow extends FlagColumns {
  id: number;
  /** Whether a place shows it. */
  shown: number;
  /** Of the place that speaks for it: see messages/derive-flags.ts. */
  flags: string | null;
}

const told = `m.id, m.seen, m.flagged, m.answered, m.draft,
  exists (select 1 from places p where p.message_id = m.id and p.leaving = 0 and p.deleted = 0) as shown,
  (select p.flags from places p where p.message_id = m.id
    order by p.updated_at desc, p.folder_id desc, p.uid desc limit 1) as flags`;

/** @returns how many were told otherwise than their places say */
export async function mendMessages(context: StoreContext, accountId: number): Promise<number> {
  const wanted = await messagesWithOpenFlags(context, accountId);
  const columns = new Map<string, FlagColumns>();
  const columnsOf = (flags: string): FlagColumns => {
    const known = columns.get(flags) ?? flagColumns(splitFlags(flags));
    columns.set(flags, known);
    return known;
  };
  const wrong = await hiddenThoughHeld(context, accountId);
  for await (const rows of visibleMessages<ToldRow>(context, accountId, told)) {
    for (const row of rows) {
      const now = row.flags === null ? row : columnsOf(row.flags);
      const sameFlags = wanted.has(row.id) || flagName.options.every((name) => now[name] === row[name]);
      if (row.shown === 0 || !sameFlags) wrong.push(row.id);
    }
  }
  await eachInSteps(context, wrong, (change, some) => retell(change, accountId, some, async () => undefined));
  return wrong.length;
}

/** What a person asked for and has not been pushed yet counts for more than what a place says. */
async function messagesWithOpenFlags({ db }: StoreContext, accountId: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('intents')
    .select('message_id')
    .distinct()
    .where('account_id', '=', accountId)
    .where('kind', '=', 'flag')
    .where('state', 'in', ['pending', 'pushing'])
    .execute();
  return new Set(rows.map((row) => row.message_id));
}

async function hiddenThoughHeld({ db }: StoreContext, accountId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .select('id')
    .where('account_id', '=', accountId)
    .where('orphaned_at', 'is not', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('places')
          .select('places.uid')
          .whereRef('places.message_id', '=', 'messages.id')
          .where(isShown('places')),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
