/** Which of an account's folders are labels of Gmail's All Mail, as the newest list says. */
import type { ListedFolder } from '@mailroom/engine/ports/index';
import { read, type StoreContext, write } from '../database/context.ts';
import { eachInSteps } from '../database/steps.ts';
import { addLabelPlaces, placesAsLabel } from '../messages/labels.ts';
import { emptyFolder } from './void-folder.ts';

/**
 * A folder that becomes a label keeps showing what of its messages All Mail holds, under the UIDs there; one that no longer is a label
 * shows nothing until it is pulled. Either is looked at anew with the next pull, which also tells what was not kept when this was cut
 * off. To be called when the stored list equals the server's.
 */
export async function saveLabelFolders(
  context: StoreContext,
  accountId: number,
  listed: readonly ListedFolder[],
): Promise<void> {
  const rows = await context.db
    .selectFrom('folders')
    .select(['id', 'path', 'role', 'label', 'label_of'])
    .where('account_id', '=', accountId)
    .execute();
  const labels = new Map(listed.map(({ path, label }) => [path, label ?? null]));
  const all = rows.find(({ role }) => role === 'all');
  for (const row of rows) {
    const label = all ? (labels.get(row.path) ?? null) : null;
    const labelOf = label === null ? null : (all?.id ?? null);
    if (row.label === label && row.label_of === labelOf) continue;
    const kept = labelOf === null ? [] : await read(context, (db) => placesAsLabel(db, row.id, labelOf));
    await emptyFolder(context, { id: row.id, accountId });
    await write(context, async ({ db, changes }) => {
      await db.updateTable('folders').set({ label, label_of: labelOf }).where('id', '=', row.id).execute();
      changes.put('folder', accountId, [row.id]);
    });
    await eachInSteps(context, kept, (change, some) => addLabelPlaces(change, accountId, some));
  }
}
