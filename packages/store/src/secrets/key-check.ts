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

async function storedCheck(db: Kysely<Tables>): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

function verify(check: string, box: SecretBox): void {
  try {
    box.open(check, place);
  } catch (thrown) {
    throw thrown instanceof SecretUnreadable ? new WrongSecretKey() : thrown;
  }
}

/**
 * Before the schema is brought up to date, which may seal secrets anew. A database that has not been written yet fits any key.
 *
 * @throws WrongSecretKey
 */
export async function verifyStoredKey(db: Kysely<Tables>, box: SecretBox): Promise<void> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === 'settings')) return;
  const check = await storedCheck(db);
  if (check !== undefined) verify(check, box);
}

/**
 * Remembers the key of a new database. Of two processes that open it together with different keys, the later one is refused.
 *
 * @throws WrongSecretKey
 */
export async function storeKeyCheck(db: Kysely<Tables>, box: SecretBox): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const check = await storedCheck(transaction);
    if (check !== undefined) return verify(check, box);
    await transaction
      .insertInto('settings')
      .values({ name, value: box.seal(known, place) })
      .execute();
  });
}
