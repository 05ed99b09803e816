/** Who can see an account or a conversation, and why: told from the same tables that access is computed from (access/mail-scope.ts). */
import { type AccessLevel, type AccessReason, higher, sharedLevel, type Viewer } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

class Viewers {
  readonly #people = new Map<string, Viewer>();

  add(personId: string, level: AccessLevel | null, reason: AccessReason): void {
    const known = this.#people.get(personId) ?? { personId, level: null, reasons: [] };
    const both = known.level === null ? level : level === null ? known.level : higher(known.level, level);
    this.#people.set(personId, { personId, level: both, reasons: [...known.reasons, reason] });
  }

  list(): Viewer[] {
    return [...this.#people.values()];
  }
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

async function addAccountViewers(
  db: Kysely<Tables>,
  viewers: Viewers,
  accountId: number,
  now: number,
): Promise<void> {
  const account = await db
    .selectFrom('accounts')
    .select('owner')
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (account) viewers.add(account.owner, 'own', { kind: 'owner' });
  const shares = await db
    .selectFrom('account_shares as s')
    .leftJoin('group_members as g', 'g.group_id', 's.group_id')
    .select(['s.id', 's.level', 's.group_id', 's.granted_by', 's.created_at'])
    .select(({ fn }) => fn.coalesce('s.person_id', 'g.person_id').as('person'))
    .where('s.account_id', '=', accountId)
    .orderBy('s.id')
    .execute();
  for (const share of shares) {
    // A group without members lets nobody in.
    if (share.person === null) continue;
    const level = sharedLevel.parse(share.level);
    viewers.add(share.person, level, {
      kind: share.group_id === null ? 'person' : 'group',
      shareId: String(share.id),
      groupId: share.group_id === null ? null : String(share.group_id),
      level,
      grantedBy: share.granted_by,
      at: time(share.created_at),
    });
  }
  const glasses = await db
    .selectFrom('break_glass')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('id')
    .execute();
  for (const { person_id, reason, began_at, ends_at } of glasses) {
    viewers.add(person_id, 'read', {
      kind: 'break-glass',
      reason,
      at: time(began_at),
      endsAt: time(ends_at),
    });
  }
}

export async function accountViewers(db: Kysely<Tables>, accountId: number, now: number): Promise<Viewer[]> {
  const viewers = new Viewers();
  await addAccountViewers(db, viewers, accountId, now);
  return viewers.list();
}

/** Those who may read its account, and those whom single messages of it were shared with. */
export async function conversationViewers(
  db: Kysely<Tables>,
  { id, account_id }: { id: number; account_id: number },
  now: number,
): Promise<Viewer[]> {
  const viewers = new Viewers();
  await addAccountViewers(db, viewers, account_id, now);
  for (const share of await sharesOfConversation(db, id)) {
    viewers.add(share.person_id, null, {
      kind: 'conversation',
      shareId: String(share.id),
      future: share.future === 1,
      messages: share.messages,
      grantedBy: share.granted_by,
      at: time(share.created_at),
    });
  }
  return viewers.list().filter(({ level, reasons }) => level !== 'see' || reasons.some(isOfConversation));
}

function isOfConversation({ kind }: AccessReason): boolean {
  return kind === 'conversation';
}

/** Shares by which a message that is now in the conversation is seen, with how many. */
export async function sharesOfConversation(db: Kysely<Tables>, conversationId: number) {
  return db
    .selectFrom('conversation_shares as s')
    .innerJoin('shared_messages as here', 'here.share_id', 's.id')
    .innerJoin('messages as m', 'm.id', 'here.message_id')
    .select(['s.id', 's.account_id', 's.person_id', 's.future', 's.granted_by', 's.created_at'])
    .select(({ fn }) => fn.countAll<number>().as('messages'))
    .where('m.conversation_id', '=', conversationId)
    .where('m.orphaned_at', 'is', null)
    .groupBy('s.id')
    .orderBy('s.id')
    .execute();
}
