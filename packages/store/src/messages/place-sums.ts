/** What ranges of a folder hold, told short enough to be compared with the server's list every few minutes. */
import type { PlaceSum, UidWindow } from '@mailroom/engine/ports/index';
import { read, type StoreContext } from '../database/context.ts';

/** One walk along the folder's rows, which lie in the order of their UIDs. All windows are of one moment. */
export async function placeSums(
  context: StoreContext,
  folderId: number,
  windows: readonly UidWindow[],
): Promise<PlaceSum[]> {
  return read(context, async (db) => {
    const sums: PlaceSum[] = [];
    for (const { from, to } of windows) {
      const told = await db
        .selectFrom('places')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('mark').as('sum')])
        .where('folder_id', '=', folderId)
        .where('uid', '>=', from)
        .where('uid', '<=', to)
        .executeTakeFirstOrThrow();
      sums.push({ count: told.count, sum: told.sum ?? 0 });
    }
    return sums;
  });
}
