/**
 * Where a list covers several mailboxes, each conversation is shown once, at the place of the copy that goes before the others. Which that
 * is the view alone tells, not what a page happens to hold: every page drops the same ones, and never the first.
 */
import { type Kysely, sql } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { inView } from '../conversations/in-view.ts';
import type { NewestMessage, Searched } from '../conversations/newest.ts';
import type { View } from '../conversations/view.ts';
import type { Tables } from '../database/tables.ts';
import { copiedConversations } from './copied-conversations.ts';
import { copyPairs } from './copy-pairs.ts';
import { isOfSeveralMailboxes } from './mailboxes.ts';

interface Rank {
  own: boolean;
  newest: number;
}

/** A copy of one's own goes before another's, since what one does to the row is done to that mailbox. */
function isAhead(one: Rank | undefined, other: Rank | undefined): boolean {
  if (!one || !other) return one !== undefined;
  return one.own === other.own ? one.newest > other.newest : one.own;
}

async function ranksInView(
  { db, dialect }: Pick<Searched, 'db' | 'dialect'>,
  scope: MailScope,
  view: View,
  conversationIds: readonly number[],
): Promise<Map<number, Rank>> {
  const { rows } = await sql<{ id: number; account: number; newest: number }>`select m.conversation_id as id,
      m.account_id as account, max(m.id) as newest
    from messages as m where m.conversation_id in (${sql.join(conversationIds)}) and ${inView(dialect, view)}
    group by m.conversation_id`.execute(db);
  return new Map(
    rows.map(({ id, account, newest }) => [id, { own: scope.levels.get(account) === 'own', newest }]),
  );
}

/** A search finds the copy of what it found, and not what else its conversation holds. */
async function copiesOfFound(
  db: Kysely<Tables>,
  scope: MailScope,
  rows: readonly NewestMessage[],
): Promise<Map<number, Set<number>>> {
  const found = new Map(rows.map((row) => [row.messageId, row.conversationId]));
  const copied = new Map<number, Set<number>>();
  for (const { message, conversationId } of await copyPairs(db, scope, [...found.keys()])) {
    const id = found.get(message) ?? 0;
    copied.set(id, (copied.get(id) ?? new Set()).add(conversationId));
  }
  return copied;
}

/** Those of a list's rows that stand for their copies. */
export async function shownOnce(
  searched: Pick<Searched, 'db' | 'dialect'>,
  scope: MailScope,
  view: View,
  rows: readonly NewestMessage[],
): Promise<NewestMessage[]> {
  const { db } = searched;
  if (rows.length === 0 || !isOfSeveralMailboxes(view)) return [...rows];
  const ids = rows.map(({ conversationId }) => conversationId);
  const copied = view.words
    ? await copiesOfFound(db, scope, rows)
    : await copiedConversations(db, scope, ids);
  if (copied.size === 0) return [...rows];
  const asked = new Set([...ids, ...[...copied.values()].flatMap((copies) => [...copies])]);
  const ranks = await ranksInView(searched, scope, view, [...asked]);
  return rows.filter(({ conversationId }) => {
    const own = ranks.get(conversationId);
    return ![...(copied.get(conversationId) ?? [])].some((copy) => isAhead(ranks.get(copy), own));
  });
}
