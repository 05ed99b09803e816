import type {
  Arrival,
  FolderRecord,
  FolderSync,
  ListedFolder,
  MailPort,
  PartAddress,
  PendingBody,
  PlaceIdentity,
  PlaceLabels,
  PlaceMark,
  PlaceSum,
  ReadBody,
  Sighting,
  StoredPlace,
  UidWindow,
} from '@mailroom/engine/ports/index';
import type { FailureKind } from '@mailroom/model';
import type { BlobStore } from '../blobs/blob-store.ts';
import { read, type StoreContext, write } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';
import { eachInSteps } from '../database/steps.ts';
import { foldersOf, saveFolderList } from '../folders/folder-list.ts';
import { toFolderRecord } from '../folders/folder-row.ts';
import { saveFolderRefusal } from '../folders/refusal.ts';
import { renameFolder } from '../folders/rename-folder.ts';
import { forgetFolder, resetFolder } from '../folders/void-folder.ts';
import { addArrivals, requireFolder } from './arrivals.ts';
import { countPendingBodies, partAddress, pendingBodies, saveBodies } from './bodies.ts';
import { splitFlags } from './flags.ts';
import { forgetOrphans } from './forget.ts';
import { addKnown } from './known.ts';
import { saveLabels } from './labels.ts';
import { savePlaceFlags } from './place-flags.ts';
import { placeIdentities } from './place-identities.ts';
import { placeMarks, placeSums } from './place-sums.ts';
import { noteTries } from './quarantine.ts';
import { removePlaces } from './remove-places.ts';

const maxUid = 0xffff_ffff;

/** Each method is a file of its own; ids that no row can have are answered like rows that are gone. */
export class StoredMail implements MailPort {
  readonly #context: StoreContext;
  readonly #blobs: BlobStore;

  constructor(context: StoreContext, blobs: BlobStore) {
    this.#context = context;
    this.#blobs = blobs;
  }

  async listFolders(accountId: string): Promise<FolderRecord[]> {
    return read(this.#context, async (db) =>
      (await foldersOf(db, rowNumber(accountId) ?? 0)).map(toFolderRecord),
    );
  }

  async saveFolderList(accountId: string, listed: ListedFolder[]): Promise<FolderRecord[]> {
    return saveFolderList(this.#context, rowNumber(accountId) ?? 0, listed);
  }

  async saveFolderRefusal(folderId: number, refusal: FailureKind | null): Promise<void> {
    await saveFolderRefusal(this.#context, folderId, refusal);
  }

  async renameFolder(folderId: number, path: string): Promise<void> {
    await renameFolder(this.#context, folderId, path);
  }

  async saveFolderSync(folderId: number, sync: FolderSync): Promise<void> {
    await write(this.#context, async (change) => {
      const folder = await requireFolder(change, folderId);
      const saved = await change.db
        .updateTable('folders')
        .set({
          uid_validity: sync.uidValidity,
          uid_next: sync.uidNext,
          highest_modseq: sync.highestModseq,
          listed_from: sync.listedFrom,
          ...(sync.mailboxId === undefined ? {} : { mailbox_id: sync.mailboxId }),
        })
        .where('id', '=', folderId)
        .execute();
      const shown = await change.db
        .updateTable('folders')
        .set({ server_messages: sync.serverMessages })
        .where('id', '=', folderId)
        .where('server_messages', 'is distinct from', sync.serverMessages)
        .executeTakeFirst();
      if (saved.length > 0 && shown.numUpdatedRows > 0n)
        change.changes.put('folder', folder.accountId, [folderId]);
    });
  }

  async resetFolder(folderId: number, uidValidity: number): Promise<void> {
    await resetFolder(this.#context, folderId, uidValidity);
  }

  async forgetFolder(folderId: number): Promise<void> {
    await forgetFolder(this.#context, folderId);
  }

  async places(folderId: number, range?: UidWindow): Promise<StoredPlace[]> {
    const rows = await this.#context.db
      .selectFrom('places')
      .select(['uid', 'flags'])
      .where('folder_id', '=', folderId)
      // Below 1 lies what is on its way to the folder (intents/show-filing.ts), under UIDs that no server has.
      .where('uid', '>=', Math.max(1, range?.from ?? 1))
      .where('uid', '<=', range?.to ?? maxUid)
      .orderBy('uid')
      .execute();
    return rows.map(({ uid, flags }) => ({ uid, flags: splitFlags(flags) }));
  }

  async placeIdentities(folderId: number, ofEach: number): Promise<PlaceIdentity[]> {
    return placeIdentities(this.#context, folderId, ofEach);
  }

  async placeSums(folderId: number, windows: readonly UidWindow[]): Promise<PlaceSum[]> {
    return placeSums(this.#context, folderId, windows);
  }

  async placeMarks(folderId: number, windows: readonly UidWindow[]): Promise<PlaceMark[]> {
    return placeMarks(this.#context, folderId, windows);
  }

  async addArrivals(folderId: number, arrivals: readonly Arrival[]): Promise<{ newMessages: number }> {
    return addArrivals(this.#context, folderId, arrivals);
  }

  async addKnown(folderId: number, sightings: readonly Sighting[]): Promise<ReadonlySet<number>> {
    return addKnown(this.#context, folderId, sightings);
  }

  async saveLabels(folderId: number, places: readonly PlaceLabels[]): Promise<number> {
    let changed = 0;
    await eachInSteps(this.#context, places, async (change, some) => {
      changed += await saveLabels(change, await requireFolder(change, folderId), some);
    });
    return changed;
  }

  async saveFlags(folderId: number, places: readonly StoredPlace[]): Promise<void> {
    await eachInSteps(this.#context, places, async (change, some) => {
      await savePlaceFlags(change, await requireFolder(change, folderId), some);
    });
  }

  async removePlaces(folderId: number, uids: readonly number[]): Promise<void> {
    await eachInSteps(this.#context, uids, async (change, some) => {
      await removePlaces(change, await requireFolder(change, folderId), some);
    });
  }

  async forgetOrphans(accountId: string, before: Date): Promise<void> {
    await forgetOrphans(this.#context, this.#blobs, rowNumber(accountId) ?? 0, before);
  }

  async pendingBodies(accountId: string, limit: number): Promise<PendingBody[]> {
    return pendingBodies(this.#context, rowNumber(accountId) ?? 0, limit);
  }

  async countPendingBodies(accountId: string): Promise<number> {
    return countPendingBodies(this.#context, rowNumber(accountId) ?? 0);
  }

  async noteTries(messageIds: readonly number[]): Promise<void> {
    await noteTries(this.#context, messageIds);
  }

  warm(): void {
    this.#context.search.warm();
  }

  async saveBodies(bodies: readonly ReadBody[]): Promise<void> {
    await saveBodies(this.#context, bodies);
  }

  async partAddress(messageId: number): Promise<PartAddress | undefined> {
    return partAddress(this.#context, messageId);
  }
}
