/** Bodies: which are still to be fetched, and storing those that were read. */
import type { PartAddress, PendingBody, ReadBody, TextPart } from '@mailroom/engine/ports/index';
import { searchableHeader } from '@mailroom/engine/words/index';
import type { Attachment, MailAddress } from '@mailroom/model';
import { type Kysely, type SqlBool, sql, type Transaction } from 'kysely';
import { refreshConversations } from '../conversations/aggregates.ts';
import { retellSnippets } from '../conversations/snippets.ts';
import { type StoreContext, write } from '../database/context.ts';
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
  if (rows.length === 0) return [];
  const places = await db
    .selectFrom('places')
    .innerJoin('folders', 'folders.id', 'places.folder_id')
    .select(['places.message_id', 'places.folder_id', 'places.uid', 'folders.path', 'folders.uid_validity'])
    .where(
      'places.message_id',
      'in',
      rows.map(({ id }) => id),
    )
    // A label's folder is never selected.
    .where('folders.label_of', 'is', null)
    .where('places.uid', '>', 0)
    .orderBy('places.folder_id', 'desc')
    .orderBy('places.uid', 'desc')
    .execute();
  const placeOf = new Map(places.map((place) => [place.message_id, place]));
  return rows.flatMap((row) => {
    const place = placeOf.get(row.id);
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
        addresses: [row.from, row.to, row.cc, row.bcc].flatMap((list) => fromJson<MailAddress[]>(list)),
        attachments: fromJson<Attachment[]>(row.attachments),
      }),
      deaths: row.tries ?? 0,
    };
  });
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

/**
 * Words first, then bodies: what is stored as read can be found. In transactions that keep requests waiting some 20 ms at most. Bodies of
 * messages that are gone meanwhile are passed over.
 */
export async function saveBodies(context: StoreContext, bodies: readonly ReadBody[]): Promise<void> {
  const accounts = await accountsOf(
    context,
    bodies.map(({ messageId }) => messageId),
  );
  const present = bodies.filter(({ messageId }) => accounts.has(messageId));
  await context.search.put(
    present.map(({ messageId, words }) => ({ messageId, words, accountId: accounts.get(messageId) ?? 0 })),
  );
  const gone: number[] = [];
  for (const chunk of inChunks(present)) gone.push(...(await storeBodies(context, chunk)));
  await context.search.remove(gone);
}

async function accountsOf({ db }: StoreContext, ids: readonly number[]): Promise<Map<number, number>> {
  const accounts = new Map<number, number>();
  for (const chunk of inChunks(ids, 5000)) {
    const rows = await db
      .selectFrom('messages')
      .select(['id', 'account_id'])
      .where('id', 'in', chunk)
      .execute();
    for (const row of rows) accounts.set(row.id, row.account_id);
  }
  return accounts;
}

/** @returns messages that are gone */
async function storeBodies(context: StoreContext, bodies: readonly ReadBody[]): Promise<number[]> {
  return write(context, async ({ db, changes, now }) => {
    const rows = await db
      .selectFrom('messages')
      .select(['id', 'account_id', 'conversation_id'])
      .where(
        'id',
        'in',
        bodies.map(({ messageId }) => messageId),
      )
      .execute();
    const ids = new Set(rows.map(({ id }) => id));
    const present = bodies.filter(({ messageId }) => ids.has(messageId));
    const stored = present.filter((body) => body.state === 'stored');
    await insertTexts(db, stored);
    await markStored(db, stored);
    for (const body of present) if (body.state === 'unreadable') await markUnreadable(db, body);
    await settleTries(db, [...ids]);
    await quarantineMessages(
      db,
      present.flatMap((body) => (body.state === 'unreadable' && body.killed ? [body] : [])),
      { accountOf: new Map(rows.map((row) => [row.id, row.account_id])), release: context.release, at: now },
    );
    await saveFoundAttachments(db, stored);

    const conversationOf = new Map(rows.map((row) => [row.id, row.conversation_id]));
    const retold = stored.flatMap(({ messageId, attachments }) =>
      attachments === undefined ? [] : (conversationOf.get(messageId) ?? []),
    );
    await refreshConversations(db, retold);
    const shown = await retellSnippets(db, [...new Set(conversationOf.values())]);
    for (const [accountId, touched] of Map.groupBy(rows, (row) => row.account_id)) {
      changes.put(
        'message',
        accountId,
        touched.map(({ id }) => id),
      );
      const conversations = touched.map((row) => row.conversation_id);
      changes.put(
        'conversation',
        accountId,
        conversations.filter((id) => shown.has(id)),
      );
    }
    return bodies.flatMap(({ messageId }) => (ids.has(messageId) ? [] : messageId));
  });
}

type StoredBody = ReadBody & { state: 'stored' };

async function insertTexts(db: Transaction<Tables>, bodies: readonly StoredBody[]): Promise<void> {
  if (bodies.length === 0) return;
  await db
    .insertInto('bodies')
    .values(bodies.map(({ messageId, text, html }) => ({ message_id: messageId, text, html })))
    .onConflict((existing) =>
      existing.column('message_id').doUpdateSet(({ ref }) => ({
        text: ref('excluded.text'),
        html: ref('excluded.html'),
      })),
    )
    .execute();
}

/** One statement for all: a statement for each message took longer than all the rest of storing it. */
async function markStored(db: Transaction<Tables>, bodies: readonly StoredBody[]): Promise<void> {
  if (bodies.length === 0) return;
  const values = bodies.map(({ messageId, snippet }) => sql`(${messageId}, ${snippet})`);
  await sql`update messages set body_state = 'stored', body_reason = null, snippet = told.column2
    from (values ${sql.join(values)}) as told where messages.id = told.column1`.execute(db);
}

async function markUnreadable(
  db: Transaction<Tables>,
  { messageId, reason }: ReadBody & { state: 'unreadable' },
): Promise<void> {
  await db
    .updateTable('messages')
    .set({ body_state: 'unreadable', body_reason: reason })
    .where('id', '=', messageId)
    .execute();
}

/** Of messages whose structure the server could not tell. */
async function saveFoundAttachments(db: Transaction<Tables>, bodies: readonly StoredBody[]): Promise<void> {
  for (const { messageId, attachments } of bodies) {
    if (attachments === undefined) continue;
    await db
      .updateTable('messages')
      .set({ attachments: JSON.stringify(attachments), has_attachments: hasAttachments(attachments) })
      .where('id', '=', messageId)
      .execute();
  }
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
