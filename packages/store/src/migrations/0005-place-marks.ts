import { placeMark } from '@mailroom/engine/sync/place-mark';
import { type Kysely, sql } from 'kysely';
import { splitFlags } from '../messages/flags.ts';
import type { Migration } from './migration.ts';

interface OldPlace {
  folder_id: number;
  uid: number;
  message_id: number;
  flags: string;
  updated_at: number;
}

interface CarriedTables {
  places: OldPlace;
  marked_places: OldPlace & { mark: number };
}

/** Rows in memory at a time. */
const rowsAtATime = 1000;

async function* oldPlaces(db: Kysely<CarriedTables>): AsyncGenerator<OldPlace[]> {
  let [folder, uid] = [0, 0];
  for (;;) {
    const rows = await db
      .selectFrom('places')
      .selectAll()
      .where(sql<boolean>`(folder_id, uid) > (${folder}, ${uid})`)
      .orderBy('folder_id')
      .orderBy('uid')
      .limit(rowsAtATime)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    [folder, uid] = [last.folder_id, last.uid];
  }
}

/**
 * Places get a mark each, and lie in the order of folder and UID: what a range of a folder holds is then one walk along neighbouring
 * rows, which is what a server without CONDSTORE is compared by.
 */
export const placeMarks: Migration = {
  name: '0005-place-marks',
  async up(db, { key, clustered }) {
    await db.schema
      .createTable('marked_places')
      .addColumn('folder_id', key, (column) => column.notNull().references('folders.id'))
      .addColumn('uid', 'bigint', (column) => column.notNull())
      .addColumn('message_id', key, (column) => column.notNull().references('messages.id'))
      .addColumn('flags', 'text', (column) => column.notNull())
      .addColumn('mark', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('marked_places_key', ['folder_id', 'uid'])
      .modifyEnd(clustered)
      .execute();
    const carried = db as unknown as Kysely<CarriedTables>;
    for await (const rows of oldPlaces(carried)) {
      await carried
        .insertInto('marked_places')
        .values(rows.map((row) => ({ ...row, mark: placeMark(row.uid, splitFlags(row.flags)) })))
        .execute();
    }
    await db.schema.dropTable('places').execute();
    await db.schema.alterTable('marked_places').renameTo('places').execute();
    await db.schema.createIndex('places_message').on('places').columns(['message_id', 'folder_id']).execute();
    await db.schema.createIndex('places_newest').on('places').columns(['folder_id', 'message_id']).execute();
  },
};
