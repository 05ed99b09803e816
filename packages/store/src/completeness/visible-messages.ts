/** Walking over the messages of an account that are shown, in the order of an index that has no others. */
import type { StoreContext } from '../database/context.ts';
import { allOfEach } from '../database/each.ts';
import { breathe, rowsPerLook } from './breathe.ts';

/** The oldest first, so many at a time. @param select what of `messages m`, its `id` among it */
export async function* visibleMessages<Row extends { id: number }>(
  { db }: Pick<StoreContext, 'db'>,
  accountId: number,
  select: string,
): AsyncGenerator<Row[]> {
  const query = `select ${select} from messages m
    where m.account_id = ? and m.id > ? and m.orphaned_at is null order by m.id limit ${rowsPerLook}`;
  for (let last = -1; ; ) {
    const [rows = []] = await allOfEach<Row>(db, query, [[accountId, last]]);
    if (rows.length > 0) yield rows;
    const end = rows.at(-1);
    if (!end || rows.length < rowsPerLook) return;
    last = end.id;
    await breathe();
  }
}
