/** The entries of folders by themselves: each leads to a message, and its mark follows from its UID and flags. */
import { flagsHash, markOf } from '@mailroom/engine/sync/place-mark';
import type { StoreContext } from '../database/context.ts';
import { allOfEach, runEach } from '../database/each.ts';
import { eachInSteps } from '../database/steps.ts';
import { splitFlags } from '../messages/flags.ts';
import { breathe, rowsPerLook } from './breathe.ts';

interface PlaceRow {
  uid: number;
  flags: string;
  mark: number;
  /** Null where the place leads nowhere. */
  message: number | null;
}

const placesAfter = `select p.uid, p.flags, p.mark, m.id as message
  from places p left join messages m on m.id = p.message_id
  where p.folder_id = ? and p.uid > ? order by p.uid limit ${rowsPerLook}`;
const removePlace = 'delete from places where folder_id = ? and uid = ?';
const saveMark = 'update places set mark = ? where folder_id = ? and uid = ?';

/** @returns how many places led nowhere or had a mark of their own */
export async function mendPlaces(context: StoreContext, accountId: number): Promise<number> {
  const folders = await context.db
    .selectFrom('folders')
    .select('id')
    .where('account_id', '=', accountId)
    .execute();
  let mended = 0;
  for (const { id } of folders) mended += await mendFolder(context, id);
  return mended;
}

async function mendFolder(context: StoreContext, folderId: number): Promise<number> {
  const hashes = new Map<string, number>();
  const hashOf = (flags: string): number => {
    const known = hashes.get(flags) ?? flagsHash(splitFlags(flags));
    hashes.set(flags, known);
    return known;
  };
  let mended = 0;
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const [rows = []] = await allOfEach<PlaceRow>(context.db, placesAfter, [[folderId, last]]);
    const loose = rows.filter(({ message }) => message === null);
    const wrong = rows.flatMap(({ uid, flags, mark, message }) => {
      const told = markOf(uid, hashOf(flags));
      return message === null || told === mark ? [] : { uid, mark: told };
    });
    await eachInSteps(context, loose, ({ db }, some) =>
      runEach(
        db,
        removePlace,
        some.map(({ uid }) => [folderId, uid]),
      ),
    );
    await eachInSteps(context, wrong, ({ db }, some) =>
      runEach(
        db,
        saveMark,
        some.map(({ uid, mark }) => [mark, folderId, uid]),
      ),
    );
    mended += loose.length + wrong.length;
    const end = rows.at(-1);
    if (!end || rows.length < rowsPerLook) return mended;
    last = end.uid;
    await breathe();
  }
}
