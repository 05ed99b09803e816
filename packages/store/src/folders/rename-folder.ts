/** A folder that has another path now, with all below it: rows keep their ids, and with them whatever is stored of their mail. */
import { type StoreContext, write } from '../database/context.ts';
import { foldersOf } from './folder-list.ts';

export async function renameFolder(context: StoreContext, folderId: number, path: string): Promise<void> {
  await write(context, async ({ db, changes }) => {
    const renamed = await db
      .selectFrom('folders')
      .select(['account_id', 'path', 'delimiter'])
      .where('id', '=', folderId)
      .executeTakeFirst();
    if (!renamed) return;
    const { account_id, path: before, delimiter } = renamed;
    const below = `${before}${delimiter ?? '/'}`;
    const rows = (await foldersOf(db, account_id)).filter(
      (row) => row.path === before || row.path.startsWith(below),
    );
    for (const row of rows) {
      const moved = path + row.path.slice(before.length);
      const name = delimiter === null ? moved : moved.slice(moved.lastIndexOf(delimiter) + 1);
      await db.updateTable('folders').set({ path: moved, name }).where('id', '=', row.id).execute();
    }
    changes.put(
      'folder',
      account_id,
      rows.map(({ id }) => id),
    );
  });
}
