/** Stores the server's flags of places, in steps: a request that writes waits for one of them at most. */
import type { FolderRecord, StoredPlace } from '../../ports/mail.ts';
import type { PullContext } from './context.ts';

/** Places stored in one transaction. */
const batchSize = 500;

export async function saveFlags(
  { mail }: Pick<PullContext, 'mail'>,
  folder: Pick<FolderRecord, 'id'>,
  places: readonly StoredPlace[],
): Promise<void> {
  for (let start = 0; start < places.length; start += batchSize) {
    await mail.saveFlags(folder.id, places.slice(start, start + batchSize));
  }
}
