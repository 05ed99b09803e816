import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** Somebody who can sign in: nothing is shared with anybody else. */
export async function isActivePerson(db: Kysely<Tables>, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth_people')
    .select('id')
    .where('id', '=', personId)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
