/** By what the messages at either end of a folder are known again. */
import type { PlaceIdentity } from '@mailroom/engine/ports/index';
import { read, type StoreContext } from '../database/context.ts';

export async function placeIdentities(
  context: StoreContext,
  folderId: number,
  ofEach: number,
): Promise<PlaceIdentity[]> {
  return read(context, async (db) => {
    const end = (order: 'asc' | 'desc') =>
      db
        .selectFrom('places')
        .innerJoin('messages', 'messages.id', 'places.message_id')
        .select(['places.uid', 'messages.message_id', 'messages.size'])
        .where('places.folder_id', '=', folderId)
        .orderBy('places.uid', order)
        .limit(ofEach)
        .execute();
    const rows = new Map([...(await end('asc')), ...(await end('desc'))].map((row) => [row.uid, row]));
    return [...rows.values()]
      .sort((a, b) => a.uid - b.uid)
      .map(({ uid, message_id, size }) => ({ uid, messageId: message_id, size }));
  });
}
