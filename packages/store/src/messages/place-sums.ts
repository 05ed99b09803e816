/** What ranges of a folder hold, told short enough to be compared with the server's list every few minutes. */
import type { PlaceMark, PlaceSum, UidWindow } from '@mailroom/engine/ports/index';
import { read, type StoreContext } from '../database/context.ts';
import { allOfEach, firstOfEach } from '../database/each.ts';

const sumOfWindow = `select count(*) as count, coalesce(sum(mark), 0) as sum
  from places where folder_id = ? and uid between ? and ?`;

/** One walk along the folder's rows, which lie in the order of their UIDs. All windows are of one moment. */
export async function placeSums(
  context: StoreContext,
  folderId: number,
  windows: readonly UidWindow[],
): Promise<PlaceSum[]> {
  const sums = await read(context, (db) =>
    firstOfEach<PlaceSum>(
      db,
      sumOfWindow,
      windows.map(({ from, to }) => [folderId, from, to]),
    ),
  );
  return sums.map((told) => ({ count: told?.count ?? 0, sum: told?.sum ?? 0 }));
}

const marksOfWindow = `select uid, mark from places where folder_id = ? and uid between ? and ? order by uid`;

export async function placeMarks(
  context: StoreContext,
  folderId: number,
  windows: readonly UidWindow[],
): Promise<PlaceMark[]> {
  const found = await read(context, (db) =>
    allOfEach<PlaceMark>(
      db,
      marksOfWindow,
      windows.map(({ from, to }) => [folderId, from, to]),
    ),
  );
  return found.flat();
}
