/** Which of an account's folders are labels of Gmail's All Mail, as the newest list says. */
import type { ListedFolder } from '@mailroom/engine/ports/index';
import type { Write } from '../database/context.ts';
import { addLabelPlaces, placesAsLabel } from '../messages/labels.ts';
import { removeFolderPlaces } from '../messages/remove-places.ts';

/** What a folder knows of the server when it was never selected. */
const neverSelected = {
  uid_validity: null,
  uid_next: null,
  highest_modseq: null,
  listed_from: null,
  server_messages: null,
};

/**
 * A folder that becomes a label keeps showing what of its messages All Mail holds, under the UIDs there; one that no longer is a label
 * shows nothing until it is pulled. Either is looked at anew with the next pull. To be called when the stored list equals the server's.
 */
export async function saveLabelFolders(
  change: Write,
  accountId: number,
  listed: readonly ListedFolder[],
): Promise<void> {
  const { db, changes } = change;
  const rows = await db
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
    const kept = labelOf === null ? [] : await placesAsLabel(db, row.id, labelOf);
    await removeFolderPlaces(change, { id: row.id, accountId });
    await db
      .updateTable('folders')
      .set({ label, label_of: labelOf, ...neverSelected })
      .where('id', '=', row.id)
      .execute();
    await addLabelPlaces(change, accountId, kept);
    changes.put('folder', accountId, [row.id]);
  }
}
