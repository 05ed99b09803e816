import type { Kysely } from 'kysely';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';

/** @throws Failure not-found */
export async function providerAppAt(db: Kysely<Tables>, providerAppId: string) {
  const row = await db
    .selectFrom('provider_apps')
    .select(['id', 'provider', 'access'])
    .where('id', '=', rowNumber(providerAppId) ?? 0)
    .executeTakeFirst();
  if (!row) throw notFound('provider-app');
  return row;
}
