/** Makes the stored folders equal the server's list. */
import type { FolderRecord, ListedFolder } from '@mailroom/engine/ports/index';
import type { Transaction } from 'kysely';
import { read, type StoreContext, type Write, write } from '../database/context.ts';
import type { Tables } from '../database/tables.ts';
import { toFolderRecord } from './folder-row.ts';
import { saveLabelFolders } from './label-folders.ts';
import { requireAccount } from './require-account.ts';
import { removeFolder } from './void-folder.ts';

export async function foldersOf(db: Transaction<Tables>, accountId: number) {
  return db.selectFrom('folders').selectAll().where('account_id', '=', accountId).orderBy('path').execute();
}

function columns(listed: ListedFolder) {
  return {
    name: listed.name,
    delimiter: listed.delimiter,
    role: listed.role,
    selectable: listed.selectable ? 1 : 0,
  };
}

/** Folders that are gone go after the list is stored, in steps; cut off in between, they are gone from the next list as well. */
export async function saveFolderList(
  context: StoreContext,
  accountId: number,
  listed: readonly ListedFolder[],
): Promise<FolderRecord[]> {
  const gone = await write(context, (change) => saveListed(change, accountId, listed));
  for (const id of gone) await removeFolder(context, { id, accountId });
  await saveLabelFolders(context, accountId, listed);
  return await read(context, async (db) => (await foldersOf(db, accountId)).map(toFolderRecord));
}

/** @returns ids of folders that are stored and not listed. */
async function saveListed(
  { db, changes }: Write,
  accountId: number,
  listed: readonly ListedFolder[],
): Promise<number[]> {
  await requireAccount(db, accountId);
  const known = new Map((await foldersOf(db, accountId)).map((row) => [row.path, row]));
  for (const folder of listed) {
    const renamed = folder.renamedFrom === undefined ? undefined : known.get(folder.renamedFrom);
    if (renamed && !known.has(folder.path)) {
      await db.updateTable('folders').set({ path: folder.path }).where('id', '=', renamed.id).execute();
      changes.put('folder', accountId, [renamed.id]);
      known.delete(renamed.path);
      known.set(folder.path, renamed);
    }
    const row = known.get(folder.path);
    known.delete(folder.path);
    const values = columns(folder);
    if (!row) {
      const added = await db
        .insertInto('folders')
        .values({ account_id: accountId, path: folder.path, ...values })
        .returning('id')
        .executeTakeFirstOrThrow();
      changes.put('folder', accountId, [added.id]);
    } else if (Object.entries(values).some(([name, value]) => row[name as keyof typeof values] !== value)) {
      await db.updateTable('folders').set(values).where('id', '=', row.id).execute();
      changes.put('folder', accountId, [row.id]);
    }
  }
  return [...known.values()].map(({ id }) => id);
}
