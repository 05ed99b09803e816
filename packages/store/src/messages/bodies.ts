/** Bodies: which are still to be fetched, and storing those that were read. */
import type { PartAddress, PendingBody, ReadBody, TextPart } from '@mailroom/engine/ports/index';
import { searchableHeader } from '@mailroom/engine/words/index';
import type { Attachment, MailAddress } from '@mailroom/model';
import { type Kysely, type SqlBool, sql, type Transaction } from 'kysely';
import { refreshConversations } from '../conversations/aggregates.ts';
import { retellSnippets } from '../conversations/snippets.ts';
import { type StoreContext, write } from '../database/context.ts';
import { firstOfEach, runEach, type Values } from '../database/each.ts';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import type { Tables } from '../database/tables.ts';
import { hasAttachments } from './message-rows.ts';
import { quarantineMessages, settleTries } from './quarantine.ts';

/** In the index's own words, or the partial index `messages_pending` is not used. */
const isPending = sql<SqlBool>`messages.body_state = 'pending' and messages.orphaned_at is null`;

export async function pendingBodies(
  { db }: StoreContext,
  accountId: number,
  limit: number,
): Promise<PendingBody[]> {
  const rows = await db
    .selectFrom('messages')
    .leftJoin('reading_tries', 'reading_tries.message_id', 'messages.id')
    .select(['messages.id', 'size', 'text_parts', 'structure_known', 'reading_tries.tries'])
    .select(['subject', 'from', 'to', 'cc', 'bcc', 'attachments'])
    .where('account_id', '=', accountId)
    .where(isPending)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const places = await firstOfEach<FetchedFrom>(
    db,
    fetchedFrom,
    rows.map(({ id }) => [id]),
  );
  return rows.flatMap((row, at) => {
    const place = places[at];
    if (!place) return [];
    return {
      messageId: row.id,
      folderId: place.folder_id,
      folderPath: place.path,
      uidValidity: place.uid_validity ?? 0,
      uid: place.uid,
      size: row.size,
      textParts: fromJson<TextPart[]>(row.text_parts),
      structureKnown: row.structure_known === 1,
      header: searchableHeader({
        subject: row.subject,
        addresses: [row.from, row.to, row.cc, row.bcc].flatMap(entries<MailAddress>),
        attachments: entries<Attachment>(row.attachments),
      }),
      deaths: row.tries ?? 0,
    };
  });
}

interface FetchedFrom {
  folder_id: number;
  uid: number;
  path: string;
  uid_validity: number | null;
}

/** Where a message's text is asked for. A label's folder is never selected. */
const fetchedFrom = `select p.folder_id, p.uid, f.path, f.uid_validity from places p join folders f on f.id = p.folder_id
  where p.message_id = ? and p.uid > 0 and f.label_of is null order by p.folder_id, p.uid limit 1`;

/** Most lists of a message are empty. */
function entries<Entry>(list: string): readonly Entry[] {
  return list === '[]' ? [] : fromJson<Entry[]>(list);
}

export async function countPendingBodies({ db }: StoreContext, accountId: number): Promise<number> {
  const { count } = await db
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where(isPending)
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether any of the accounts has messages that were not read yet. */
export async function isReading(db: Kysely<Tables>, accountIds: readonly number[]): Promise<boolean> {
  const pending = await db
    .selectFrom('messages')
    .select('id')
    .where('account_id', 'in', accountIds)
    .where(isPending)
    .limit(1)
    .executeTakeFirst();
  return pending !== undefined;
}

/** Stored in one transaction, for which requests that write wait some 20 ms. */
const bodiesPerTransaction = 500;

/**
 * Words first, then bodies: what is stored as read can be found. Bodies of messages that are gone meanwhile are passed over. It runs for
 * every message of every mailbox, and so by statements that are kept prepared.
 */
export async function saveBodies(context: StoreContext, bodies: readonly ReadBody[]): Promise<void> {
  const rows = await firstOfEach<{ account_id: number }>(
    context.db,
    'select account_id from messages where id = ?',
    bodies.map(({ messageId }) => [messageId]),
  );
  const present = bodies.filter((_, at) => rows[at]);
  await context.search.put(
    bodies.flatMap(({ messageId, words }, at) => {
      const row = rows[at];
      return row ? { messageId, words, accountId: row.account_id } : [];
    }),
  );
  const gone: number[] = [];
  for (const chunk of inChunks(present, bodiesPerTransaction)) {
    gone.push(...(await storeBodies(context, chunk)));
  }
  await context.search.remove(gone);
}

const markRead = `update messages set body_state = ?, body_reason = ?, snippet = coalesce(?, snippet) where id = ?
  returning account_id, conversation_id`;
const insertText = `insert into bodies (message_id, text, html) values (?, ?, ?)
  on conflict (message_id) do update set text = excluded.text, html = excluded.html`;

interface ReadMessage {
  body: ReadBody;
  account_id: number;
  conversation_id: number;
}

/** @returns messages that are gone */
async function storeBodies(context: StoreContext, bodies: readonly ReadBody[]): Promise<number[]> {
  return write(context, async ({ db, changes, now }) => {
    const marked = await firstOfEach<Omit<ReadMessage, 'body'>>(
      db,
      markRead,
      bodies.map((body) =>
        body.state === 'stored'
          ? [body.state, null, body.snippet, body.messageId]
          : [body.state, body.reason, null, body.messageId],
      ),
    );
    const read = bodies.flatMap((body, at): ReadMessage[] => {
      const row = marked[at];
      return row ? [{ body, ...row }] : [];
    });
    await runEach(
      db,
      insertText,
      read.flatMap(({ body }): Values[] =>
        body.state === 'stored' ? [[body.messageId, body.text, body.html]] : [],
      ),
    );
    await settleTries(
      db,
      read.map(({ body }) => body.messageId),
    );
    await quarantineMessages(
      db,
      read.flatMap(({ body, account_id: accountId }) =>
        body.state === 'unreadable' && body.killed ? [{ ...body, accountId }] : [],
      ),
      { release: context.release, at: now },
    );
    await refreshConversations(db, await saveFoundAttachments(db, read));
    const shown = await retellSnippets(db, new Set(read.map((row) => row.conversation_id)));
    for (const [accountId, touched] of Map.groupBy(read, (row) => row.account_id)) {
      changes.put(
        'message',
        accountId,
        touched.map(({ body }) => body.messageId),
      );
      const conversations = touched.map((row) => row.conversation_id);
      changes.put(
        'conversation',
        accountId,
        conversations.filter((id) => shown.has(id)),
      );
    }
    return bodies.flatMap(({ messageId }, at) => (marked[at] ? [] : messageId));
  });
}

/** Of messages whose structure the server could not tell. @returns their conversations, which are to be told anew */
async function saveFoundAttachments(
  db: Transaction<Tables>,
  read: readonly ReadMessage[],
): Promise<Set<number>> {
  const conversations = new Set<number>();
  for (const { body, conversation_id: conversation } of read) {
    if (body.state !== 'stored' || body.attachments === undefined) continue;
    await db
      .updateTable('messages')
      .set({
        attachments: JSON.stringify(body.attachments),
        has_attachments: hasAttachments(body.attachments),
      })
      .where('id', '=', body.messageId)
      .execute();
    conversations.add(conversation);
  }
  return conversations;
}

/** Where the message's bytes can be asked for now; places outside trash and junk first, since those are emptied. */
export async function partAddress({ db }: StoreContext, messageId: number): Promise<PartAddress | undefined> {
  const places = await db
    .selectFrom('places')
    .innerJoin('folders', 'folders.id', 'places.folder_id')
    .innerJoin('messages', 'messages.id', 'places.message_id')
    .select(['folders.account_id', 'folders.path', 'folders.uid_validity', 'places.uid'])
    .select('messages.structure_known')
    .where('places.message_id', '=', messageId)
    .where('folders.label_of', 'is', null)
    .orderBy(sql`case when folders.role in ('trash', 'junk') then 1 else 0 end`)
    .orderBy('folders.id')
    .orderBy('places.uid')
    .execute();
  const [first] = places;
  if (!first) return undefined;
  return {
    accountId: String(first.account_id),
    messageId,
    structureKnown: first.structure_known === 1,
    places: places.flatMap(({ path, uid_validity, uid }) =>
      uid_validity === null ? [] : { folderPath: path, uidValidity: uid_validity, uid },
    ),
  };
}
