/**
 * The newest message that a view shows of each conversation, newest first: what the list is made of. Message ids are in order of
 * time, so every source below is walked along an index from its newest end and stops as soon as the page is full.
 */
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { SqlDialect } from '../database/dialect.ts';
import type { Tables } from '../database/tables.ts';
import type { FoldedQuery } from '../search/query.ts';
import type { View } from './view.ts';

export interface NewestMessage {
  messageId: number;
  conversationId: number;
  receivedAt: number;
}

interface Row {
  id: number;
  conversation_id: number;
  received_at: number;
}

/** In the words of the partial indexes `messages_visible` and `messages_unread`, or they are not used. */
const visible = (table: 'm' | 'newer') => sql<SqlBool>`${sql.ref(`${table}.orphaned_at`)} is null`;
const unread = (table: 'm' | 'newer') => sql<SqlBool>`${sql.ref(`${table}.seen`)} = 0`;

function inFolders(message: string, folderIds: readonly number[]): Expression<SqlBool> {
  return sql<SqlBool>`exists (select 1 from places as p
    where p.message_id = ${sql.ref(message)} and p.folder_id in (${sql.join(folderIds)}))`;
}

/** No newer message of the conversation is in the view, so this one stands for it, and no page before has shown it. */
function isNewest(view: View): Expression<SqlBool> {
  const conditions = [visible('newer')];
  if (view.unread) conditions.push(unread('newer'));
  const where = sql.join(conditions, sql` and `);
  const placed = view.folderIds ? sql`and ${inFolders('newer.id', view.folderIds)}` : sql``;
  return sql<SqlBool>`not exists (select 1 from messages as newer
    where newer.conversation_id = m.conversation_id and newer.id > m.id and ${where} ${placed})`;
}

/** One folder, along `places_newest`. */
function fromFolder(view: View, folderId: number, before: number, limit: number) {
  return sql<Row>`select m.id, m.conversation_id, m.received_at from places as here
    join messages as m on m.id = here.message_id
    where here.folder_id = ${folderId} and here.message_id < ${before} and ${isNewest(view)}
    order by here.message_id desc limit ${limit}`;
}

/** One account, along `messages_visible` or `messages_unread`. */
function fromAccount(view: View, accountId: number, before: number, limit: number) {
  const conditions: Expression<SqlBool>[] = [visible('m')];
  if (view.unread) conditions.push(unread('m'));
  if (view.folderIds) conditions.push(inFolders('m.id', view.folderIds));
  return sql<Row>`select m.id, m.conversation_id, m.received_at from messages as m
    where m.account_id = ${accountId} and m.id < ${before} and ${sql.join(conditions, sql` and `)}
    and ${isNewest(view)}
    order by m.id desc limit ${limit}`;
}

/**
 * Each folder, or each account, gives its own newest, since no index orders several at once; the newest of those are the answer.
 * Unread mail is found from the account, whose unread messages are few, not from a folder of 100,000 read ones.
 */
async function walk(db: Kysely<Tables>, view: View, before: number, limit: number): Promise<NewestMessage[]> {
  const sources =
    view.folderIds && !view.unread
      ? view.folderIds.map((id) => fromFolder(view, id, before, limit))
      : view.accountIds.map((id) => fromAccount(view, id, before, limit));
  const found = new Map<number, NewestMessage>();
  for (const source of sources) {
    const { rows } = await source.execute(db);
    for (const row of rows) found.set(row.conversation_id, newest(row));
  }
  return [...found.values()].sort((a, b) => b.messageId - a.messageId).slice(0, limit);
}

function newest(row: Row): NewestMessage {
  return { messageId: row.id, conversationId: row.conversation_id, receivedAt: row.received_at };
}

/** Hits looked at per statement: a first page is mostly full after one, and each is a row to read. */
const hitsPerStep = 100;

/**
 * The index answers newest first; several hits of one conversation are folded here. That an earlier page has shown a conversation
 * already is asked of the index too, for the few messages in question.
 */
async function search(
  db: Kysely<Tables>,
  dialect: SqlDialect,
  view: View & { words: FoldedQuery },
  from: number | null,
  limit: number,
): Promise<NewestMessage[]> {
  const found = new Map<number, NewestMessage>();
  const shownBefore = new Set<number>();
  let before = from;
  while (found.size < limit) {
    const hits = dialect.search.newest(view.words, { before, limit: hitsPerStep });
    const { rows: ids } = await hits.execute(db);
    const last = ids.at(-1);
    if (!last) break;
    const rows = await present(db, view, ids);
    if (from !== null) {
      const asked = new Set(rows.map((row) => row.conversation_id));
      for (const id of await shownOnEarlierPages(db, dialect, view, asked, from)) shownBefore.add(id);
    }
    for (const row of rows) {
      if (!shownBefore.has(row.conversation_id) && !found.has(row.conversation_id)) {
        found.set(row.conversation_id, newest(row));
      }
    }
    if (ids.length < hitsPerStep) break;
    before = last.id;
  }
  return [...found.values()].slice(0, limit);
}

/** Those of the messages that the view shows, newest first. */
async function present(db: Kysely<Tables>, view: View, ids: readonly { id: number }[]): Promise<Row[]> {
  const conditions: Expression<SqlBool>[] = [
    visible('m'),
    // The index was asked for these accounts only; that the rows say so too is what access rests on.
    sql<SqlBool>`m.account_id in (${sql.join(view.accountIds)})`,
  ];
  if (view.unread) conditions.push(unread('m'));
  if (view.folderIds) conditions.push(inFolders('m.id', view.folderIds));
  const { rows } = await sql<Row>`select m.id, m.conversation_id, m.received_at from messages as m
    where m.id in (${sql.join(ids.map(({ id }) => id))}) and ${sql.join(conditions, sql` and `)}
    order by m.id desc`.execute(db);
  return rows;
}

async function shownOnEarlierPages(
  db: Kysely<Tables>,
  dialect: SqlDialect,
  view: View & { words: FoldedQuery },
  conversationIds: ReadonlySet<number>,
  from: number,
): Promise<number[]> {
  if (conversationIds.size === 0) return [];
  const newer = await db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', 'in', [...conversationIds])
    .where('id', '>=', from)
    .execute();
  if (newer.length === 0) return [];
  const { rows: hits } = await dialect.search
    .among(
      view.words,
      newer.map(({ id }) => id),
    )
    .execute(db);
  if (hits.length === 0) return [];
  return (await present(db, view, hits)).map((row) => row.conversation_id);
}

/** @param before the cursor of the page: only messages with smaller ids. Null for the first page. */
export async function newestOfConversations(
  db: Kysely<Tables>,
  dialect: SqlDialect,
  view: View,
  before: number | null,
  limit: number,
): Promise<NewestMessage[]> {
  const { words } = view;
  if (words) return search(db, dialect, { ...view, words }, before, limit);
  return walk(db, view, before ?? Number.MAX_SAFE_INTEGER, limit);
}
