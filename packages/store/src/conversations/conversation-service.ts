import type { ConversationSummary, MailAddress, Message, MessageMarks, Outgoing } from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import type { MailScope } from '../accounts/access.ts';
import { read, type StoreContext } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber, rowNumbers } from '../database/row-id.ts';
import type { ConversationsTable, Tables } from '../database/tables.ts';
import { isReading } from '../messages/bodies.ts';
import { presentMarks, presentMessages } from '../messages/message-view.ts';
import { deliveriesOf, headerColumns, toOutgoing } from '../outbox/outgoing-row.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { newestOfConversations } from './newest.ts';
import { type ConversationQuery, resolveView, type View } from './view.ts';

export interface ConversationPage {
  conversations: ConversationSummary[];
  /** `after` of the next page; null when this is the last. */
  next: string | null;
  /** False for a search that could not look through everything yet: mail is still being read, or the index is rebuilt. */
  complete: boolean;
}

export interface ConversationDetail {
  conversation: ConversationSummary;
  /** Oldest first. */
  messages: Message[];
  /** What is on its way into the conversation, or has ended otherwise than filed. */
  outgoing: Outgoing[];
}

export class ConversationService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * A page of conversations, by the newest message that the view shows of each.
   *
   * @throws Failure not-found for an account or folder outside the scope; invalid-request for a cursor that no page gave.
   */
  async list(scope: MailScope, query: ConversationQuery): Promise<ConversationPage> {
    const before = query.after === undefined ? null : readCursor(query.after);
    return read(this.#context, async (db) => {
      const view = await resolveView(db, scope, query);
      if (!view) return { conversations: [], next: null, complete: true };
      // One more than the page tells whether there is another.
      const { dialect, search: index } = this.#context;
      const newest = await newestOfConversations({ db, dialect, index }, view, before, query.limit + 1);
      const page = newest.slice(0, query.limit);
      const rows = await rowsById(
        db,
        page.map(({ conversationId }) => conversationId),
      );
      const last = page.at(-1);
      return {
        conversations: page.flatMap(({ conversationId, receivedAt }) => {
          const row = rows.get(conversationId);
          return row ? [summary(row, receivedAt)] : [];
        }),
        next: newest.length > query.limit && last ? writeCursor(last.messageId) : null,
        complete: view.words === null || (await this.#isSearchable(db, view)),
      };
    });
  }

  async #isSearchable(db: Kysely<Tables>, { accountIds }: View): Promise<boolean> {
    return (await this.#context.search.isComplete()) && !(await isReading(db, accountIds));
  }

  /** @throws Failure not-found, also when all its messages are gone. */
  async read(scope: MailScope, id: string): Promise<ConversationDetail> {
    return read(this.#context, async (db) => {
      const row = await db
        .selectFrom('conversations')
        .selectAll()
        .where('id', '=', rowNumber(id) ?? 0)
        .where('account_id', 'in', scope.accountIds)
        .where('messages', '>', 0)
        .executeTakeFirst();
      if (!row) throw notFound('conversation');
      const messages = await db
        .selectFrom('messages')
        .selectAll()
        .where('conversation_id', '=', row.id)
        .where('orphaned_at', 'is', null)
        .orderBy('id')
        .execute();
      return {
        conversation: summary(row, row.latest_at),
        messages: await presentMessages(db, messages),
        outgoing: await outgoingOf(db, row.id),
      };
    });
  }

  /** The messages of several conversations, oldest first; those that the scope does not hold are passed over. */
  async messages(scope: MailScope, ids: readonly string[]): Promise<MessageMarks[]> {
    return read(this.#context, async (db) => {
      const found: MessageMarks[] = [];
      for (const conversationIds of inChunks(rowNumbers(ids))) {
        const rows = await db
          .selectFrom('messages')
          .select(['id', 'conversation_id', 'seen', 'flagged', 'answered', 'draft'])
          .where('conversation_id', 'in', conversationIds)
          .where('account_id', 'in', scope.accountIds)
          .where('orphaned_at', 'is', null)
          .orderBy('id')
          .execute();
        found.push(...(await presentMarks(db, rows)));
      }
      return found;
    });
  }
}

async function rowsById(db: Kysely<Tables>, ids: readonly number[]) {
  if (ids.length === 0) return new Map<number, Selectable<ConversationsTable>>();
  const rows = await db.selectFrom('conversations').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function summary(row: Selectable<ConversationsTable>, latestAt: number): ConversationSummary {
  return {
    id: String(row.id),
    accountId: String(row.account_id),
    subject: row.subject,
    snippet: row.snippet,
    participants: fromJson<MailAddress[]>(row.participants),
    messages: row.messages,
    unread: row.unread,
    flagged: row.flagged === 1,
    answered: row.answered === 1,
    hasAttachments: row.has_attachments === 1,
    latestAt: new Date(latestAt).toISOString(),
  };
}

/** Once filed, the copy in the Sent folder stands in the conversation instead. */
async function outgoingOf(db: Kysely<Tables>, conversationId: number): Promise<Outgoing[]> {
  const rows = await db
    .selectFrom('outgoing')
    .select(headerColumns)
    .where('conversation_id', '=', conversationId)
    .where('state', '!=', 'filed')
    .orderBy('id')
    .execute();
  const deliveries = await deliveriesOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toOutgoing(row, deliveries.get(row.id) ?? []));
}
