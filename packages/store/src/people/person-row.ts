/** Rows of people as the model's nouns. */
import {
  type Colleague,
  type ListedPerson,
  localeTag,
  type Person,
  personRole,
  theme,
} from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import type { AuthPeopleTable } from '../database/tables/people.ts';
import type { Tables } from '../database/tables.ts';

export function colleagueOf({
  id,
  name,
  email,
  image,
}: Pick<Selectable<AuthPeopleTable>, 'id' | 'name' | 'email' | 'image'>): Colleague {
  return { id, name, email, picture: image };
}

export interface PersonRow extends Selectable<AuthPeopleTable> {
  groupIds: number[];
  accounts: number;
  lastSeenAt: string | null;
}

/** All people, or the one of that id, with what is counted of them. */
export async function personRows(db: Kysely<Tables>, now: Date, id?: string): Promise<PersonRow[]> {
  const rows = await db
    .selectFrom('auth_people')
    .selectAll()
    .select(({ selectFrom, fn }) => [
      selectFrom('accounts')
        .select(fn.countAll<number>().as('count'))
        .whereRef('accounts.owner', '=', 'auth_people.id')
        .where('accounts.state', '!=', 'unlinking')
        .as('accounts'),
      selectFrom('auth_sessions')
        .select((session) => session.fn.max('auth_sessions.updatedAt').as('last'))
        .whereRef('auth_sessions.userId', '=', 'auth_people.id')
        .where('auth_sessions.expiresAt', '>', now.toISOString())
        .as('lastSeenAt'),
    ])
    .$if(id !== undefined, (query) => query.where('auth_people.id', '=', id ?? ''))
    .execute();
  const memberships = await db.selectFrom('group_members').select(['group_id', 'person_id']).execute();
  return rows.map((row) => ({
    ...row,
    accounts: row.accounts ?? 0,
    groupIds: memberships.flatMap(({ group_id, person_id }) => (person_id === row.id ? group_id : [])),
  }));
}

export function listedPersonOf(row: PersonRow): ListedPerson {
  return {
    ...colleagueOf(row),
    role: personRole.parse(row.role),
    state: row.deactivatedAt === null ? 'active' : 'deactivated',
    groupIds: row.groupIds.map(String),
    accounts: row.accounts,
    createdAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    deactivatedAt: row.deactivatedAt,
    secondFactor: row.twoFactorEnabled === 1,
  };
}

/** Somebody as they see themselves. */
export async function ownPerson(db: Kysely<Tables>, id: string): Promise<Person> {
  const row = await db.selectFrom('auth_people').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return {
    ...colleagueOf(row),
    role: personRole.parse(row.role),
    locale: localeTag.nullable().parse(row.locale),
    timeZone: row.timeZone,
    theme: theme.parse(row.theme),
  };
}
