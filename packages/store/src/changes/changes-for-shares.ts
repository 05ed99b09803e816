/**
 * Whoever was let into a single conversation may not follow its account: each hears by name of what became of the messages that they may
 * see, and of nothing else.
 */
import type { Insertable, Transaction } from 'kysely';
import { allOfEach } from '../database/each.ts';
import type { ChangesTable } from '../database/tables/installation.ts';
import type { Tables } from '../database/tables.ts';

const whoSees = `select distinct c.person_id as person, m.conversation_id as conversation
  from shared_messages as s join conversation_shares as c on c.id = s.share_id
  join messages as m on m.id = s.message_id where s.message_id = ?`;

export interface SharedChange {
  accountId: number;
  messageIds: ReadonlySet<number>;
  /** Conversations were merged or split: those that were shared may have other numbers now. */
  merged: boolean;
  at: number;
}

export async function changesForShares(
  db: Transaction<Tables>,
  { accountId, messageIds, merged, at }: SharedChange,
): Promise<Insertable<ChangesTable>[]> {
  const people = await db
    .selectFrom('conversation_shares')
    .select('person_id')
    .distinct()
    .where('account_id', '=', accountId)
    .execute();
  if (people.length === 0) return [];
  const common = { noun: 'conversation', account_id: null, op: 'put', at };
  const found = await allOfEach<{ person: string; conversation: number }>(
    db,
    whoSees,
    [...messageIds].map((id) => [id]),
  );
  const named = new Map(found.flat().map((row) => [`${row.conversation} ${row.person}`, row]));
  return [
    ...[...named.values()].map(({ person, conversation }) => ({
      ...common,
      entity_id: String(conversation),
      owner: person,
    })),
    ...(merged ? people.map((row) => ({ ...common, entity_id: null, owner: row.person_id })) : []),
  ];
}
