/**
 * What a person may see and do, computed in one place, anew at every request. Every service of the store takes the result and asks this
 * folder; none compares owners or levels by itself. See require-level.ts for acting on one account and readable.ts for mail.
 */
import { type AccessLevel, accessLevel, higher, reaches } from '@mailroom/model';
import type { StoreContext } from '../database/context.ts';
import { firstOfEach } from '../database/each.ts';
import { fromJson } from '../database/json.ts';

export interface Reader {
  id: string;
  role: 'administrator' | 'member';
}

/** By what a request was let in, as the audit log keeps it. */
export interface RequestOrigin {
  sessionId: string | null;
  keyId: string | null;
  /** Network of the client's address, e.g. `203.0.113.0/24`. */
  network: string | null;
}

/** A single conversation that was shared with the person: the messages that `shared_messages` names under this number. */
export interface ConversationShareKey {
  shareId: number;
  accountId: number;
}

export interface MailScope {
  personId: string;
  /** May see provider apps and people. Says nothing about mail. */
  administrator: boolean;
  /** The level of each account that the person knows of, by its number. The owner of one that is being unlinked still sees its state. */
  levels: ReadonlyMap<number, AccessLevel>;
  /** Accounts whose mail may be read, in their order. */
  accountIds: readonly number[];
  /** Shares of single conversations, of accounts that are not read as a whole. */
  shares: readonly ConversationShareKey[];
  /** Accounts that are read by breaking the glass, and by nothing else. */
  brokenInto: ReadonlySet<number>;
  origin: RequestOrigin;
}

export const noOrigin: RequestOrigin = { sessionId: null, keyId: null, network: null };

/**
 * Each way in as `[account, level, share, glass]`, all of them in one row: to make an object of each of fifty rows took longer than to find
 * them. `share` numbers the share of a single conversation; `glass` is 1 for a broken glass.
 */
const waysIn = `select json_group_array(json_array(account, level, share, glass)) as ways from (
  select id as account, case state when 'unlinking' then 'see' else 'own' end as level, null as share, 0 as glass
    from accounts where owner = ?
  union all
  select s.account_id, s.level, null, 0 from account_shares as s
    join accounts as a on a.id = s.account_id where s.person_id = ? and a.state != 'unlinking'
  union all
  select s.account_id, s.level, null, 0 from group_members as g
    join account_shares as s on s.group_id = g.group_id
    join accounts as a on a.id = s.account_id where g.person_id = ? and a.state != 'unlinking'
  union all
  select b.account_id, 'read', null, 1 from break_glass as b
    join accounts as a on a.id = b.account_id
    where b.person_id = ? and b.ended_at is null and b.ends_at > ? and a.state != 'unlinking'
  union all
  select c.account_id, null, c.id, 0 from conversation_shares as c
    join accounts as a on a.id = c.account_id where c.person_id = ? and a.state != 'unlinking')`;

/** Looked up, since every request reads a row for each account that is shared: parsing them took longer than asking for them. */
const levelNamed = new Map<string, AccessLevel>(accessLevel.options.map((level) => [level, level]));

type WayIn = readonly [account: number, level: string | null, share: number | null, glass: number];

function readableOf(levels: ReadonlyMap<number, AccessLevel>): number[] {
  return [...levels].flatMap(([id, level]) => (reaches(level, 'read') ? id : [])).sort((a, b) => a - b);
}

/** A mailbox is private to its owner and whom they let in: administrators see no mail unless they break the glass. */
export async function mailScopeOf(
  { db, clock }: Pick<StoreContext, 'db' | 'clock'>,
  { id, role }: Reader,
  origin: RequestOrigin = noOrigin,
): Promise<MailScope> {
  const now = clock.now().getTime();
  const [found] = await firstOfEach<{ ways: string }>(db, waysIn, [[id, id, id, id, now, id]]);
  const rows = fromJson<WayIn[]>(found?.ways ?? '[]');
  const administrator = role === 'administrator';
  const levels = new Map<number, AccessLevel>();
  for (const [account, level, , glass] of rows) {
    if (level === null || glass === 1) continue;
    const given = levelNamed.get(level) ?? accessLevel.parse(level);
    levels.set(account, higher(given, levels.get(account) ?? given));
  }
  const brokenInto = new Set<number>();
  for (const [account, , , glass] of rows) {
    // Whoever is no administrator any more sees through no glass that they broke as one.
    if (glass === 0 || !administrator || reaches(levels.get(account) ?? 'see', 'read')) continue;
    brokenInto.add(account);
    levels.set(account, 'read');
  }
  const accountIds = readableOf(levels);
  const shares = rows.flatMap(([account, , share]) =>
    share === null || accountIds.includes(account) ? [] : { shareId: share, accountId: account },
  );
  return { personId: id, administrator, levels, accountIds, shares, brokenInto, origin };
}
