/** Bodies: which are still to be fetched, and storing those that were read. */
import type { PartAddress, PendingBody, ReadBody, TextPart } from '@mailroom/engine/ports/index';
import type { Attachment, MailAddress } from '@mailroom/model';
import { type SqlBool, sql } from 'kysely';
import { type StoreContext, write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import { indexedText } from '../search/indexed-text.ts';
import { tellChanged } from './after-change.ts';
import { hasAttachments } from './message-rows.ts';

/** In the index's own words, or the partial index `messages_pending` is not used. */
const isPending = sql<SqlBool>`messages.body_state = 'pending' and messages.orphaned_at is null`;

export async function pendingBodies(
  { db }: StoreContext,
  accountId: number,
  limit: number,
): Promise<PendingBody[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'size', 'text_parts', 'structure_known'])
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

/** One transaction for all. Bodies of messages that are gone meanwhile are passed over. */
export async function saveBodies(context: StoreContext, bodies: readonly ReadBody[]): Promise<void> {
  if (bodies.length === 0) return;
  await write(context, async (change) => {
    const { db } = change;
    const read = new Map(bodies.map((body) => [body.messageId, body]));
    const rows = [];
    for (const ids of inChunks([...read.keys()], 5000)) {
      rows.push(
        ...(await db
          .selectFrom('messages')
          .select([
            'id',
            'account_id',
            'conversation_id',
            'subject',
            'from',
            'to',
            'cc',
            'bcc',
            'attachments',
          ])
          .where('id', 'in', ids)
          .execute()),
      );
    }
    const stored = rows.flatMap((row) => {
      const body = read.get(row.id);
      return body?.state === 'stored' ? [{ row, body }] : [];
    });

    for (const chunk of inChunks(stored)) {
      await db
        .insertInto('bodies')
        .values(chunk.map(({ body }) => ({ message_id: body.messageId, text: body.text, html: body.html })))
        .onConflict((existing) =>
          existing.column('message_id').doUpdateSet(({ ref }) => ({
            text: ref('excluded.text'),
            html: ref('excluded.html'),
          })),
        )
        .execute();
    }
    for (const { body } of stored) {
      await db
        .updateTable('messages')
        .set({
          body_state: 'stored',
          body_reason: null,
          snippet: body.snippet,
          ...(body.attachments && {
            attachments: JSON.stringify(body.attachments),
            has_attachments: hasAttachments(body.attachments),
          }),
        })
        .where('id', '=', body.messageId)
        .execute();
    }
    for (const body of bodies) {
      if (body.state !== 'unreadable') continue;
      await db
        .updateTable('messages')
        .set({ body_state: 'unreadable', body_reason: body.reason })
        .where('id', '=', body.messageId)
        .execute();
    }
    await context.dialect.search.put(
      db,
      stored.map(({ row, body }) => ({
        messageId: row.id,
        words: indexedText({
          accountId: row.account_id,
          subject: row.subject,
          addresses: [row.from, row.to, row.cc, row.bcc].flatMap((list) => fromJson<MailAddress[]>(list)),
          attachments: body.attachments ?? fromJson<Attachment[]>(row.attachments),
          text: body.text,
        }),
      })),
    );
    for (const [accountId, touched] of Map.groupBy(rows, (row) => row.account_id)) {
      await tellChanged(change, {
        accountId,
        messages: touched.map(({ id }) => id),
        conversations: touched.map((row) => row.conversation_id),
        folders: [],
      });
    }
  });
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
