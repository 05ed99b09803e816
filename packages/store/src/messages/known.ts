/** Further places of messages that are stored already: moved at the provider, or shown in a folder for each of their labels. */
import type { Sighting } from '@mailroom/engine/ports/index';
import { type StoreContext, write } from '../database/context.ts';
import { FolderCounts } from '../folders/counts.ts';
import { recogniseFiled } from '../outbox/recognise-filed.ts';
import { tellChanged } from './after-change.ts';
import {
  distinctByUid,
  insertPlaces,
  messagesByIdentity,
  requireFolder,
  showAgain,
  storedUids,
} from './arrivals.ts';
import { deriveFlags } from './derive-flags.ts';
import { identityOfEmail } from './identity.ts';
import { saveLabels } from './labels.ts';
import { savePlaceFlags } from './place-flags.ts';

/** @returns the UIDs that have a place now. */
export async function addKnown(
  context: StoreContext,
  folderId: number,
  listed: readonly Sighting[],
): Promise<ReadonlySet<number>> {
  return write(context, async (change) => {
    const folder = await requireFolder(change, folderId);
    const sightings = distinctByUid(listed);
    const stored = await storedUids(change, folder, sightings);
    await savePlaceFlags(
      change,
      folder,
      sightings.filter(({ uid }) => stored.has(uid)),
    );

    const placing = sightings.filter(({ uid }) => !stored.has(uid));
    const identities = placing.map(({ emailId }) => identityOfEmail(emailId));
    const byIdentity = await messagesByIdentity(change, folder.accountId, identities);
    const placed = placing.flatMap((arrival) => {
      const messageId = byIdentity.get(identityOfEmail(arrival.emailId));
      return messageId === undefined ? [] : [{ arrival, messageId }];
    });
    const messageIds = [...new Set(placed.map(({ messageId }) => messageId))];
    const counts = await FolderCounts.before(change.db, messageIds);
    await insertPlaces(change, folder, placed);
    const conversations = await showAgain(change, messageIds);
    await deriveFlags(change.db, messageIds);
    await recogniseFiled(change, folder, messageIds);
    await tellChanged(change, {
      accountId: folder.accountId,
      messages: messageIds,
      conversations,
      folders: await counts.after(messageIds),
    });
    await saveLabels(change, folder, sightings);
    return new Set([...stored, ...placed.map(({ arrival }) => arrival.uid)]);
  });
}
