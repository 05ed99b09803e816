import type { Group } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** All groups by name with their members, or the one of that number. */
export async function groupsOf(db: Kysely<Tables>, id?: number): Promise<Group[]> {
  const rows = await db
    .selectFrom('groups')
    .select(['id', 'name'])
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? 0))
    .execute();
  const members = await db
    .selectFrom('group_members')
    .select(['group_id', 'person_id'])
    .$if(id !== undefined, (query) => query.where('group_id', '=', id ?? 0))
    .orderBy('added_at')
    .orderBy('person_id')
    .execute();
  return rows
    .map((row) => ({
      id: String(row.id),
      name: row.name,
      members: members.flatMap(({ group_id, person_id }) => (group_id === row.id ? person_id : [])),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
