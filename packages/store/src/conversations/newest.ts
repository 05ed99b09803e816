/**
 * The newest message that a view shows of each conversation, newest first: what the list is made of. Message ids are in order of
 * time, so every source below is walked along an index from its newest end and stops as soon as the page is full.
 */
import type { MailAddress } from '@mailroom/model';
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { SqlDialect } from '../database/dialect.ts';
import { fromJson } from '../database/json.ts';
import type { Tables } from '../database/tables.ts';
import { isShown } from '../messages/shown.ts';
import { isAmong } from '../search/correspondents.ts';
import { accountWord, type FoldedQuery } from '../search/query.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { inFolders, unread, visible } from './in-view.ts';
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

/** No newer message of the conversation is in the view, so this one stands for it, and no page before has shown it. */
function isNewest(dialect: SqlDialect, view: View): Expression<SqlBool> {
  const conditions = [visible('newer')];
  if (view.unread) conditions.push(unread('newer'));
  const where = sql.join(conditions, sql` and `);
  const placed = view.folderIds ? sql`and ${inFolders(dialect, 'newer.id', view.folderIds)}` : sql``;
  return sql<SqlBool>`not exists (select 1 from messages as newer
    where newer.conversation_id = m.conversation_id and newer.id > m.id and ${where} ${placed})`;
}

/** Where in the order of messages a page lies. */
interface Stretch {
  /** Message ids are below this one. */
  before: number;
  /** And above this one. */
  after: number;
  /** Messages at most. */
  limit: number;
}

/** One folder, along `places_newest`. */
function fromFolder(dialect: SqlDialect, view: View, folderId: number, { before, after, limit }: Stretch) {
  return sql<Row>`select m.id, m.conversation_id, m.received_at from places as here
    join messages as m on m.id = here.message_id
    where here.folder_id = ${folderId} and ${isShown('here')} and here.message_id < ${before}
      and here.message_id > ${after} and ${isNewest(dialect, view)}
    order by here.message_id desc limit ${limit}`;
}

/** One account, along `messages_visible` or `messages_unread`. */
function fromAccount(dialect: SqlDialect, view: View, accountId: number, { before, after, limit }: Stretch) {
  const conditions: Expression<SqlBool>[] = [visible('m')];
  if (view.unread) conditions.push(unread('m'));
  if (view.folderIds) conditions.push(inFolders(dialect, 'm.id', view.folderIds));
  return sql<Row>`select m.id, m.conversation_id, m.received_at from messages as m
    where m.account_id = ${accountId} and m.id < ${before} and m.id > ${after}
    and ${sql.join(conditions, sql` and `)} and ${isNewest(dialect, view)}
    order by m.id desc limit ${limit}`;
}

/** Single conversations that were shared, which have a handful of messages: of each, the newest of those that may be seen. */
function fromShares(view: View, { before, after, limit }: Stretch) {
  const shareIds = sql.join(view.shares.map(({ shareId }) => shareId));
  const conditions = (table: 'm' | 'newer') =>
    sql.join([visible(table), ...(view.unread ? [unread(table)] : [])], sql` and `);
  return sql<Row>`select distinct m.id, m.conversation_id, m.received_at from shared_messages as here
    join messages as m on m.id = here.message_id
    where here.share_id in (${shareIds}) and here.message_id < ${before} and here.message_id > ${after}
      and ${conditions('m')}
      and not exists (select 1 from messages as newer
        where newer.conversation_id = m.conversation_id and newer.id > m.id and ${conditions('newer')}
          and exists (select 1 from shared_messages as there
            where there.message_id = newer.id and there.share_id in (${shareIds})))
    order by m.id desc limit ${limit}`;
}

/**
 * Each folder, or each account, gives its own newest, since no index orders several at once; the newest of those are the answer. Once
 * there are enough for the page, one more is asked only for what is newer than the last of them: fifty mailboxes cost little more than one.
 * Unread mail is found from the account, whose unread messages are few, not from a folder of 100,000 read ones.
 */
async function walk(
  { db, dialect }: Pick<Searched, 'db' | 'dialect'>,
  view: View,
  before: number,
  limit: number,
): Promise<NewestMessage[]> {
  const sources =
    view.folderIds && !view.unread
      ? view.folderIds.map((id) => (stretch: Stretch) => fromFolder(dialect, view, id, stretch))
      : view.accountIds.map((id) => (stretch: Stretch) => fromAccount(dialect, view, id, stretch));
  if (view.shares.length > 0) sources.push((stretch) => fromShares(view, stretch));
  let page: readonly NewestMessage[] = [];
  for (const source of sources) {
    const after = page.length < limit ? 0 : (page.at(-1)?.messageId ?? 0);
    const { rows } = await source({ before, after, limit }).execute(db);
    const found = new Map([...page, ...rows.map(newest)].map((each) => [each.conversationId, each]));
    page = [...found.values()].sort((a, b) => b.messageId - a.messageId).slice(0, limit);
  }
  return [...page];
}

function newest(row: Row): NewestMessage {
  return { messageId: row.id, conversationId: row.conversation_id, receivedAt: row.received_at };
}

/** Whom a search asks: the main database and the index beside it. */
export interface Searched {
  db: Kysely<Tables>;
  dialect: SqlDialect;
  index: SearchIndex;
}

/** Hits looked at in the first step, and in a further one at least and at most. */
const firstStep = 100;
const shortestStep = 50;
const longestStep = 4000;

/**
 * Hits to look at next: as many as those before let expect to be needed, and a quarter more. A page mostly wants few more than the first
 * step gave; a frequent word in a small folder has to be followed for long, and then few large steps cost less than many small ones.
 */
function nextStep(looked: number, found: number, wanted: number): number {
  const expected = found === 0 ? longestStep : ((wanted - found) * looked) / found;
  const step = Math.min(Math.ceil(expected * 1.25), looked * 8, longestStep);
  return Math.max(step, shortestStep);
}

/**
 * The index answers newest first; several hits of one conversation are folded here. That an earlier page has shown a conversation
 * already is asked of the index too.
 *
 * Whose mail a hit is, its row tells. The index is asked for the accounts only where most of the first hits were other people's: a word
 * that every message of an account has takes longer to follow than all words that are typed, 4 ms in a mailbox of 100,000.
 */
async function search(
  searched: Searched,
  view: View & { words: FoldedQuery },
  from: number | null,
  limit: number,
): Promise<NewestMessage[]> {
  const found = new Map<number, NewestMessage>();
  const shownBefore = new Set<number>();
  let asked: View & { words: FoldedQuery } = { ...view, words: { ...view.words, anyOf: [] } };
  let below = from;
  let looked = 0;
  for (let step = firstStep; found.size < limit; step = nextStep(looked, found.size, limit)) {
    const hits = await searched.index.newest(asked.words, { below, limit: step });
    const rows = await present(searched, view, await narrowed(searched, view, hits));
    if (from !== null) {
      const conversations = new Set(rows.map((row) => row.conversation_id));
      for (const id of await shownOnEarlierPages(searched, asked, conversations, from)) shownBefore.add(id);
    }
    for (const row of rows) {
      if (!shownBefore.has(row.conversation_id) && !found.has(row.conversation_id)) {
        found.set(row.conversation_id, newest(row));
      }
    }
    if (hits.length < step) break;
    below = hits.at(-1) ?? null;
    looked += hits.length;
    if (looked === firstStep && !(await areMostlyOwn(searched, view, hits, rows.length))) asked = view;
  }
  return [...found.values()].slice(0, limit);
}

/** @param present how many of the hits are in the view, and so in its accounts */
async function areMostlyOwn(
  { db, dialect }: Searched,
  { accountIds }: View,
  hits: readonly number[],
  present: number,
): Promise<boolean> {
  if (present * 2 >= hits.length) return true;
  // Counted here: asked for the accounts as well, SQLite would walk through all messages of them.
  const { rows } = await sql<{ account: number }>`select account_id as account from messages
    where id in ${dialect.numbers(hits)}`.execute(db);
  return rows.filter(({ account }) => accountIds.includes(account)).length * 2 >= hits.length;
}

/**
 * Leaves out hits that are not in the folders, or not unread, where that is quickly told: by listing those messages of the same span
 * of time, as long as they are fewer than the hits. Otherwise each hit is looked up.
 */
async function narrowed({ db }: Searched, view: View, hits: readonly number[]): Promise<readonly number[]> {
  const newestHit = hits[0];
  const oldestHit = hits.at(-1);
  if (newestHit === undefined || oldestHit === undefined || hits.length <= firstStep) return hits;
  if (!view.folderIds && !view.unread) return hits;
  const { rows } = view.unread
    ? await sql<{ id: number }>`select id from messages as m
        where account_id in (${sql.join(view.accountIds)}) and ${unread('m')} and ${visible('m')}
        and id between ${oldestHit} and ${newestHit} limit ${hits.length}`.execute(db)
    : await sql<{ id: number }>`select message_id as id from places
        where folder_id in (${sql.join(view.folderIds ?? [])}) and ${isShown('places')}
        and message_id between ${oldestHit} and ${newestHit} limit ${hits.length}`.execute(db);
  if (rows.length === hits.length) return hits;
  const among = new Set(rows.map(({ id }) => id));
  return hits.filter((id) => among.has(id));
}

/** Those of the messages that the view shows, newest first. */
async function present(searched: Searched, view: View, ids: readonly number[]): Promise<Row[]> {
  const { db, dialect } = searched;
  if (ids.length === 0) return [];
  const conditions: Expression<SqlBool>[] = [
    visible('m'),
    // What access rests on, whatever the index was asked.
    sql<SqlBool>`m.account_id in (${sql.join(view.accountIds)})`,
  ];
  if (view.unread) conditions.push(unread('m'));
  if (view.folderIds) conditions.push(inFolders(dialect, 'm.id', view.folderIds));
  const { rows } = await sql<Row>`select m.id, m.conversation_id, m.received_at from messages as m
    where m.id in ${dialect.numbers(ids)} and ${sql.join(conditions, sql` and `)}
    order by m.id desc`.execute(db);
  return withCorrespondents(searched, view, rows);
}

/** Walks the hits of earlier pages again, from the newest message in question on: their ids alone are quickly told. */
async function shownOnEarlierPages(
  searched: Searched,
  view: View & { words: FoldedQuery },
  conversationIds: ReadonlySet<number>,
  from: number,
): Promise<number[]> {
  if (conversationIds.size === 0) return [];
  const newer = await searched.db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', 'in', [...conversationIds])
    .where('id', '>=', from)
    .orderBy('id')
    .execute();
  const oldest = newer[0];
  const latest = newer.at(-1);
  if (!oldest || !latest) return [];
  const hits = await searched.index.newest(view.words, {
    below: latest.id + 1,
    from: oldest.id,
    limit: null,
  });
  const among = new Set(hits);
  const matching = newer.flatMap(({ id }) => (among.has(id) ? id : []));
  return (await present(searched, view, matching)).map((row) => row.conversation_id);
}

/**
 * Of each share the index is asked for the span of time that its messages take, in their account; what it finds of others' is left out
 * here. All pages are found at once, for there are few.
 */
async function searchShares(
  searched: Searched,
  view: View & { words: FoldedQuery },
  before: number | null,
): Promise<NewestMessage[]> {
  const newestOf = new Map<number, NewestMessage>();
  for (const { shareId, accountId } of view.shares) {
    const rows = await sharedRows(searched, view, shareId);
    const [oldest, latest] = [rows.at(-1), rows[0]];
    if (!oldest || !latest) continue;
    const asked = { ...view.words, anyOf: [accountWord(accountId)] };
    const hits = new Set(
      await searched.index.newest(asked, { below: latest.id + 1, from: oldest.id, limit: null }),
    );
    for (const row of rows) {
      const known = newestOf.get(row.conversation_id);
      if (hits.has(row.id) && !(known && known.messageId > row.id))
        newestOf.set(row.conversation_id, newest(row));
    }
  }
  return [...newestOf.values()].filter(({ messageId }) => before === null || messageId < before);
}

/** Newest first. */
async function sharedRows(
  searched: Pick<Searched, 'db' | 'dialect'>,
  view: View,
  shareId: number,
): Promise<Row[]> {
  const { rows } = await sql<Row>`select m.id, m.conversation_id, m.received_at from shared_messages as here
    join messages as m on m.id = here.message_id
    where here.share_id = ${shareId} and ${visible('m')} ${view.unread ? sql`and ${unread('m')}` : sql``}
    order by m.id desc`.execute(searched.db);
  return withCorrespondents(searched, view, rows);
}

/** Addresses as JSON. */
interface Header {
  id: number;
  from: string;
  to: string;
  cc: string;
  bcc: string;
}

/** The index finds mail by the words of addresses, wherever they stand; whose addresses they are, the rows tell. */
async function withCorrespondents(
  { db, dialect }: Pick<Searched, 'db' | 'dialect'>,
  { correspondents }: View,
  rows: readonly Row[],
): Promise<Row[]> {
  if (correspondents.length === 0 || rows.length === 0) return [...rows];
  const { rows: headers } = await sql<Header>`select id, "from", "to", cc, bcc from messages
    where id in ${dialect.numbers(rows.map(({ id }) => id))}`.execute(db);
  const among = new Set<number>();
  for (const { id, from, to, cc, bcc } of headers) {
    const addresses = [from, to, cc, bcc].flatMap((list) => fromJson<MailAddress[]>(list));
    if (correspondents.every((each) => addresses.some(({ address }) => isAmong(each, address))))
      among.add(id);
  }
  return rows.filter(({ id }) => among.has(id));
}

/** @param before the cursor of the page: only messages with smaller ids. Null for the first page. */
export async function newestOfConversations(
  searched: Searched,
  view: View,
  before: number | null,
  limit: number,
): Promise<NewestMessage[]> {
  const { words } = view;
  if (words) {
    const own = view.accountIds.length > 0 ? await search(searched, { ...view, words }, before, limit) : [];
    const shared = await searchShares(searched, { ...view, words }, before);
    return [...own, ...shared].sort((a, b) => b.messageId - a.messageId).slice(0, limit);
  }
  return walk(searched, view, before ?? Number.MAX_SAFE_INTEGER, limit);
}
