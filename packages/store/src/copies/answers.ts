/**
 * Who answered a message: as what Mailroom sent says, as the Sent folders say of what other programs sent, and as the flag `\Answered`
 * (RFC 9051 2.3.2) says where the answer itself lies nowhere.
 */
import { threadIds } from '@mailroom/engine/thread/index';
import type { MessageAnswer } from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import { timeText } from '../accounts/account-row.ts';
import { threadKey } from '../conversations/thread-key.ts';
import { fromJson } from '../database/json.ts';
import type { MessagesTable } from '../database/tables/mail.ts';
import type { Tables } from '../database/tables.ts';
import { isShown } from '../messages/shown.ts';
import type { CopyPair } from './copy-pairs.ts';

type MessageRow = Pick<
  Selectable<MessagesTable>,
  'id' | 'account_id' | 'conversation_id' | 'own_key' | 'answered' | 'references' | 'received_at'
>;

interface Sent {
  /** Key of the message that it answers. */
  parent: number;
  answer: MessageAnswer;
}

function keyOf(messageId: string | null): number | null {
  const { own } = threadIds({ messageId, inReplyTo: [], references: [] });
  return own === null ? null : threadKey(own);
}

const sentStates = ['sent', 'filed'];

/** @returns also by which identifiers the Sent folders know what was sent */
async function sentFromMailroom(db: Kysely<Tables>, conversationIds: readonly number[]) {
  const rows = await db
    .selectFrom('outgoing')
    .select(['account_id', 'person_id', 'in_reply_to', 'sent_at', 'message_id', 'server_message_id'])
    .where('conversation_id', 'in', conversationIds)
    .where('state', 'in', sentStates)
    .execute();
  const known = new Set<number | null>();
  const sent: Sent[] = [];
  for (const row of rows) {
    known.add(keyOf(row.message_id)).add(keyOf(row.server_message_id));
    const parent = keyOf(row.in_reply_to);
    if (parent === null) continue;
    const answer = { from: 'mailroom', personId: row.person_id, at: timeText(row.sent_at) } as const;
    sent.push({ parent, answer: { accountId: String(row.account_id), ...answer } });
  }
  return { sent, known };
}

async function lyingInSent(db: Kysely<Tables>, rows: readonly MessageRow[]): Promise<Set<number>> {
  const found = await db
    .selectFrom('places')
    .innerJoin('folders', 'folders.id', 'places.folder_id')
    .select('places.message_id')
    .where(
      'places.message_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('folders.role', '=', 'sent')
    .where(isShown('places'))
    .execute();
  return new Set(found.map(({ message_id }) => message_id));
}

async function sentElsewhere(
  db: Kysely<Tables>,
  rows: readonly MessageRow[],
  known: ReadonlySet<number | null>,
): Promise<Sent[]> {
  const answering = rows.filter(({ references, own_key }) => references !== '[]' && !known.has(own_key));
  if (answering.length === 0) return [];
  const inSent = await lyingInSent(db, answering);
  return answering.flatMap((row): Sent[] => {
    const nearest = fromJson<string[]>(row.references).at(-1);
    if (nearest === undefined || !inSent.has(row.id)) return [];
    const answer = { from: 'elsewhere', personId: null, at: timeText(row.received_at) } as const;
    return [{ parent: threadKey(nearest), answer: { accountId: String(row.account_id), ...answer } }];
  });
}

/**
 * Answers to each of the messages, oldest first.
 *
 * @param rows every message of the conversations that may be seen
 * @param pairs their copies
 */
export async function answersOf(
  db: Kysely<Tables>,
  rows: readonly MessageRow[],
  pairs: readonly CopyPair[],
): Promise<Map<number, MessageAnswer[]>> {
  const conversationIds = [...new Set(rows.map((row) => row.conversation_id))];
  if (conversationIds.length === 0) return new Map();
  const { sent, known } = await sentFromMailroom(db, conversationIds);
  sent.push(...(await sentElsewhere(db, rows, known)));
  const byParent = Map.groupBy(sent, ({ parent }) => parent);
  const copies = Map.groupBy(pairs, ({ message }) => message);
  return new Map(
    rows.map((row) => {
      const told = (byParent.get(row.own_key ?? -1) ?? []).map(({ answer }) => answer);
      const flagged = [
        { accountId: row.account_id, answered: row.answered },
        ...(copies.get(row.id) ?? []),
      ].flatMap(({ accountId, answered }) => (answered === 1 ? String(accountId) : []));
      const untold = flagged.filter((accountId) => !told.some((answer) => answer.accountId === accountId));
      const byFlag = untold.map(
        (accountId): MessageAnswer => ({ accountId, from: 'elsewhere', personId: null, at: null }),
      );
      return [row.id, [...byFlag, ...told].sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))];
    }),
  );
}
