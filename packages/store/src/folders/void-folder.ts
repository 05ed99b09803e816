/**
 * Folders whose places are void: their UIDVALIDITY changed, they are gone, or they are labels now. However many places there are, they go in
 * steps. From the first one on the folder is as if it had never been selected, so that none of its UIDs is used any more, and cut off
 * in between it stays that way until the same is asked for again.
 */
import type { Updateable } from 'kysely';
import type { StoreContext, Write } from '../database/context.ts';
import { inSteps } from '../database/steps.ts';
import type { FoldersTable } from '../database/tables/mail.ts';
import { requireFolder } from '../messages/arrivals.ts';
import { removeSomePlaces } from '../messages/remove-places.ts';

interface FolderKey {
  id: number;
  accountId: number;
}

/** What a folder knows of the server when it was never selected. */
const neverSelected = {
  uid_validity: null,
  uid_next: null,
  highest_modseq: null,
  listed_from: null,
} as const;

/** The folder's UIDs were given anew. What is on its way there stays: it has none yet. */
export async function resetFolder(
  context: StoreContext,
  folderId: number,
  uidValidity: number,
): Promise<void> {
  await inSteps(context, async (change) => {
    const folder = await requireFolder(change, folderId);
    const more = await removeSomePlaces(change, folder, 1);
    await know(change, folderId, { ...neverSelected, uid_validity: more ? null : uidValidity });
    return more;
  });
}

/** Nothing of it is kept, also not what is on its way there: it is moved at the provider, and is not looked for here. */
export async function forgetFolder(context: StoreContext, folderId: number): Promise<void> {
  const { db } = context;
  const known = await db
    .selectFrom('folders')
    .select('id')
    .where('id', '=', folderId)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('uid_validity', 'is not', null),
        exists(selectFrom('places').select('uid').whereRef('folder_id', '=', 'folders.id')),
      ]),
    )
    .executeTakeFirst();
  if (!known) return;
  await inSteps(context, async (change) => {
    const folder = await requireFolder(change, folderId);
    await know(change, folderId, { ...neverSelected, server_messages: null });
    return await removeSomePlaces(change, folder);
  });
}

/** Its messages stay where other places hold them. Moves that lead there lead nowhere. */
export async function removeFolder(context: StoreContext, folder: FolderKey): Promise<void> {
  await inSteps(context, async (change) => {
    const { db, changes } = change;
    await db.updateTable('intents').set({ target_id: null }).where('target_id', '=', folder.id).execute();
    await know(change, folder.id, neverSelected);
    if (await removeSomePlaces(change, folder)) return true;
    await db.deleteFrom('folders').where('id', '=', folder.id).execute();
    changes.remove('folder', folder.accountId, [folder.id]);
    return false;
  });
}

/** The folder holds something else from now on, which is to be asked anew; what is on its way there stays. */
export async function emptyFolder(context: StoreContext, folder: FolderKey): Promise<void> {
  await inSteps(context, async (change) => {
    await know(change, folder.id, { ...neverSelected, server_messages: null });
    return await removeSomePlaces(change, folder, 1);
  });
}

async function know({ db }: Write, folderId: number, columns: Updateable<FoldersTable>): Promise<void> {
  await db.updateTable('folders').set(columns).where('id', '=', folderId).execute();
}
