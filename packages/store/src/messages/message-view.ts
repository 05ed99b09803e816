/** Messages as the API shows them. */
import {
  type Attachment,
  bodyState,
  type Flag,
  type MailAddress,
  type Message,
  type MessageMarks,
  message as messageSchema,
} from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { timeText } from '../accounts/account-row.ts';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import type { MessagesTable } from '../database/tables/mail.ts';
import type { Tables } from '../database/tables.ts';
import { presentFlags } from './flags.ts';
import { isShown } from './shown.ts';

type MessageRow = Selectable<MessagesTable>;

/** Folders are the account's: whoever sees a message of a single conversation is not told where it lies. */
async function folderIdsOf(
  db: Kysely<Tables>,
  { accountIds }: MailScope,
  messages: readonly { id: number; account_id: number }[],
): Promise<Map<number, string[]>> {
  const ids = messages.filter((message) => accountIds.includes(message.account_id)).map(({ id }) => id);
  const rows = await db
    .selectFrom('places')
    .select(['message_id', 'folder_id'])
    .distinct()
    .where('message_id', 'in', ids)
    .where(isShown('places'))
    .orderBy('folder_id')
    .execute();
  const folders = new Map<number, string[]>();
  for (const { message_id, folder_id } of rows) {
    folders.set(message_id, [...(folders.get(message_id) ?? []), String(folder_id)]);
  }
  return folders;
}

async function bodiesOf(db: Kysely<Tables>, ids: readonly number[]) {
  const rows = await db
    .selectFrom('bodies')
    .select(['message_id', 'text'])
    .select(({ eb }) => eb('html', 'is not', null).as('hasHtml'))
    .where('message_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.message_id, row]));
}

function present(
  row: MessageRow,
  folderIds: string[],
  body: { text: string; hasHtml: unknown } | undefined,
): Message {
  return {
    id: String(row.id),
    accountId: String(row.account_id),
    conversationId: String(row.conversation_id),
    from: fromJson<MailAddress[]>(row.from),
    to: fromJson<MailAddress[]>(row.to),
    cc: fromJson<MailAddress[]>(row.cc),
    bcc: fromJson<MailAddress[]>(row.bcc),
    replyTo: fromJson<MailAddress[]>(row.reply_to),
    subject: row.subject,
    snippet: row.snippet,
    receivedAt: new Date(row.received_at).toISOString(),
    sentAt: timeText(row.sent_at),
    messageIdHeader: row.message_id,
    flags: presentFlags(row),
    hasAttachments: row.has_attachments === 1,
    attachments: fromJson<Attachment[]>(row.attachments),
    folderIds,
    body: bodyState.parse(row.body_state),
    text: body?.text ?? '',
    hasHtml: Boolean(body?.hasHtml),
    size: row.size,
    joined: messageSchema.shape.joined.parse(row.joined),
  };
}

/** In the rows' order. */
export async function presentMessages(
  db: Kysely<Tables>,
  scope: MailScope,
  rows: readonly MessageRow[],
): Promise<Message[]> {
  const messages: Message[] = [];
  for (const chunk of inChunks(rows)) {
    const ids = chunk.map(({ id }) => id);
    const [folders, bodies] = [await folderIdsOf(db, scope, chunk), await bodiesOf(db, ids)];
    messages.push(...chunk.map((row) => present(row, folders.get(row.id) ?? [], bodies.get(row.id))));
  }
  return messages;
}

/** What an intent needs to know of them, without their texts; in the rows' order. */
export async function presentMarks(
  db: Kysely<Tables>,
  scope: MailScope,
  rows: readonly Pick<MessageRow, 'id' | 'account_id' | 'conversation_id' | Flag>[],
): Promise<MessageMarks[]> {
  const marks: MessageMarks[] = [];
  for (const chunk of inChunks(rows)) {
    const folders = await folderIdsOf(db, scope, chunk);
    marks.push(
      ...chunk.map((row) => ({
        id: String(row.id),
        conversationId: String(row.conversation_id),
        flags: presentFlags(row),
        folderIds: folders.get(row.id) ?? [],
      })),
    );
  }
  return marks;
}
