/** Folders that the provider lists and did not open at the last look: what of a mailbox is left out. */
import type { FailureKind, FolderTruth } from '@mailroom/model';
import { type StoreContext, write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';

export type FolderRefusal = NonNullable<FolderTruth['refusal']>;

export function refusalOf(text: string | null): FolderRefusal | null {
  return text === null ? null : fromJson<FolderRefusal>(text);
}

/** A folder that is refused again keeps the time since when. */
export async function saveFolderRefusal(
  context: StoreContext,
  folderId: number,
  refusal: FailureKind | null,
): Promise<void> {
  await write(context, async ({ db, changes, now }) => {
    const row = await db
      .selectFrom('folders')
      .select(['account_id', 'refusal'])
      .where('id', '=', folderId)
      .executeTakeFirst();
    if (!row || (refusalOf(row.refusal)?.failure ?? null) === refusal) return;
    const told = refusal && JSON.stringify({ failure: refusal, at: new Date(now).toISOString() });
    await db.updateTable('folders').set({ refusal: told }).where('id', '=', folderId).execute();
    changes.put('folder', row.account_id, [folderId]);
  });
}
