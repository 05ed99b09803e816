/** What somebody has, and what they were let into: all that ends or has to be decided when they leave. Counts and names; no mail. */
import { account, type Belongings, type LeavingAccount, sharedLevel } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** Accounts of theirs, oldest first; one that is being unlinked is theirs no more. */
export async function leavingAccounts(
  db: Kysely<Tables>,
  personId: string,
): Promise<(LeavingAccount & { purgeAt: number | null })[]> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'provider', 'address', 'state', 'purge_at'])
    .select(({ selectFrom, fn }) => [
      selectFrom('account_counts')
        .select('account_counts.messages')
        .whereRef('account_counts.account_id', '=', 'accounts.id')
        .as('messages'),
      selectFrom('conversation_shares')
        .select(fn.countAll<number>().as('count'))
        .whereRef('conversation_shares.account_id', '=', 'accounts.id')
        .as('conversations'),
      selectFrom('outgoing')
        .select(fn.countAll<number>().as('count'))
        .whereRef('outgoing.account_id', '=', 'accounts.id')
        .where('outgoing.state', 'in', ['queued', 'composed', 'waiting'])
        .as('waiting'),
    ])
    .where('owner', '=', personId)
    .where('state', '!=', 'unlinking')
    .orderBy('id')
    .execute();
  const shares = await sharesOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: String(row.id),
    provider: account.shape.provider.parse(row.provider),
    address: row.address,
    state: account.shape.state.parse(row.state),
    messages: row.messages ?? 0,
    conversations: row.conversations ?? 0,
    waiting: row.waiting ?? 0,
    sharedWith: shares.get(row.id) ?? [],
    purgeAt: row.purge_at,
  }));
}

async function sharesOf(
  db: Kysely<Tables>,
  accountIds: readonly number[],
): Promise<Map<number, LeavingAccount['sharedWith']>> {
  const rows = await db
    .selectFrom('account_shares as s')
    .leftJoin('auth_people as p', 'p.id', 's.person_id')
    .leftJoin('groups as g', 'g.id', 's.group_id')
    .select(['s.account_id', 's.person_id', 's.group_id', 's.level', 'p.name', 'g.name as group_name'])
    .where('s.account_id', 'in', [...accountIds])
    .orderBy('s.id')
    .execute();
  const shares = new Map<number, LeavingAccount['sharedWith']>();
  for (const row of rows) {
    const level = sharedLevel.parse(row.level);
    const known = shares.get(row.account_id) ?? [];
    const one =
      row.group_id === null
        ? { kind: 'person' as const, id: row.person_id ?? '', name: row.name ?? '', level }
        : { kind: 'group' as const, id: String(row.group_id), name: row.group_name ?? '', level };
    shares.set(row.account_id, [...known, one]);
  }
  return shares;
}

export async function belongingsOf(db: Kysely<Tables>, personId: string, now: number): Promise<Belongings> {
  const accounts = await leavingAccounts(db, personId);
  const shared = await db
    .selectFrom('account_shares as s')
    .innerJoin('accounts as a', 'a.id', 's.account_id')
    .innerJoin('auth_people as o', 'o.id', 'a.owner')
    .select(['a.address', 'o.name', 's.level'])
    .where('s.person_id', '=', personId)
    .orderBy('s.id')
    .execute();
  const groups = await db
    .selectFrom('group_members as m')
    .innerJoin('groups as g', 'g.id', 'm.group_id')
    .select(['g.id', 'g.name'])
    .where('m.person_id', '=', personId)
    .orderBy('g.name')
    .execute();
  const counts = await db
    .selectNoFrom(({ selectFrom, fn }) => [
      selectFrom('conversation_shares')
        .select(fn.countAll<number>().as('n'))
        .where('person_id', '=', personId)
        .as('conversations'),
      selectFrom('auth_sessions')
        .select(fn.countAll<number>().as('n'))
        .where('userId', '=', personId)
        .where('expiresAt', '>', new Date(now).toISOString())
        .as('sessions'),
      selectFrom('auth_keys')
        .select(fn.countAll<number>().as('n'))
        .where('referenceId', '=', personId)
        .as('keys'),
      selectFrom('auth_passkeys')
        .select(fn.countAll<number>().as('n'))
        .where('userId', '=', personId)
        .as('passkeys'),
      selectFrom('auth_second_factors')
        .select(fn.countAll<number>().as('n'))
        .where('userId', '=', personId)
        .as('factors'),
      selectFrom('auth_credentials')
        .select(fn.countAll<number>().as('n'))
        .where('userId', '=', personId)
        .where('providerId', '!=', 'credential')
        .as('connections'),
      selectFrom('invitations')
        .select(fn.countAll<number>().as('n'))
        .where('invited_by', '=', personId)
        .as('invitations'),
      selectFrom('break_glass')
        .select(fn.countAll<number>().as('n'))
        .where('person_id', '=', personId)
        .where('ended_at', 'is', null)
        .where('ends_at', '>', now)
        .as('glasses'),
    ])
    .executeTakeFirstOrThrow();
  return {
    accounts: accounts.map(({ purgeAt: _, ...each }) => each),
    sharedWithThem: shared.map(({ address, name, level }) => ({
      address,
      owner: name,
      level: sharedLevel.parse(level),
    })),
    conversations: counts.conversations ?? 0,
    groups: groups.map(({ id, name }) => ({ id: String(id), name })),
    sessions: counts.sessions ?? 0,
    keys: counts.keys ?? 0,
    passkeys: counts.passkeys ?? 0,
    authenticator: (counts.factors ?? 0) > 0,
    connections: counts.connections ?? 0,
    invitations: counts.invitations ?? 0,
    glasses: counts.glasses ?? 0,
  };
}
