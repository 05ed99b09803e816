/** Notices at start-up that the key is not the one this database was written with, before an account is told to reconnect. */
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { type SecretBox, SecretUnreadable } from './secret-box.ts';

const name = 'secrets.key-check';
const place = { table: 'settings', row: name, column: 'value' };
const known = 'mailroom';

/** The secret key differs from the one that this database's secrets were sealed with. */
export class WrongSecretKey extends Error {
  constructor() {
    super('The secret key is not the one that this database was written with');
    this.name = 'WrongSecretKey';
  }
}

/** @throws WrongSecretKey */
export async function verifySecretKey(db: Kysely<Tables>, box: SecretBox): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('settings')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    if (!row) {
      await transaction
        .insertInto('settings')
        .values({ name, value: box.seal(known, place) })
        .execute();
      return;
    }
    try {
      box.open(row.value, place);
    } catch (thrown) {
      throw thrown instanceof SecretUnreadable ? new WrongSecretKey() : thrown;
    }
  });
}
