import type {
  ConversationCopy,
  ConversationMessage,
  ConversationSummary,
  MailAddress,
  MessageMarks,
  Outgoing,
} from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { noteUses } from '../access/noted-uses.ts';
import { readable } from '../access/readable.ts';
import { copiedConversations } from '../copies/copied-conversations.ts';
import { isOfSeveralMailboxes } from '../copies/mailboxes.ts';
import { shownOnce } from '../copies/shown-once.ts';
import { wholeConversation } from '../copies/whole-conversation.ts';
import { read, type StoreContext } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { fromJson } from '../database/json.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber, rowNumbers } from '../database/row-id.ts';
import type { ConversationsTable } from '../database/tables/mail.ts';
import type { Tables } from '../database/tables.ts';
import { isReading } from '../messages/bodies.ts';
import { presentMarks } from '../messages/message-view.ts';
import { deliveriesOf, headerColumns, toOutgoing } from '../outbox/outgoing-row.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type NewestMessage, newestOfConversations } from './newest.ts';
import { toldFromShared } from './shared-summaries.ts';
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
  messages: ConversationMessage[];
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
    const page = await read(this.#context, async (db) => {
      const view = await resolveView(db, scope, query);
      if (!view) return { conversations: [], next: null, complete: true };
      // One more than the page tells whether there is another.
      const newest = await this.#newest(db, scope, view, before, query.limit + 1);
      const shown = newest.slice(0, query.limit);
      const ids = shown.map(({ conversationId }) => conversationId);
      const rows = await rowsById(db, scope, ids);
      const copies = await this.#copies(db, scope, view, ids);
      const last = shown.at(-1);
      return {
        conversations: shown.flatMap(({ conversationId, receivedAt }) => {
          const row = rows.get(conversationId);
          return row ? [summary(row, receivedAt, copies.get(conversationId) ?? [])] : [];
        }),
        next: newest.length > query.limit && last ? writeCursor(last.messageId) : null,
        complete: view.words === null || (await this.#isSearchable(db, view)),
      };
    });
    const accountIds = new Set(page.conversations.map(({ accountId }) => Number(accountId)));
    const uses = [...accountIds].map((accountId) => ({ accountId, conversationId: null }));
    await noteUses(this.#context, scope, uses);
    return page;
  }

  /** Rows that stand for copies further down the list are left out, so more are looked at until the page is full. */
  async #newest(db: Kysely<Tables>, scope: MailScope, view: View, from: number | null, wanted: number) {
    const searched = { db, dialect: this.#context.dialect, index: this.#context.search };
    const found: NewestMessage[] = [];
    for (let before = from; found.length < wanted; ) {
      const rows = await newestOfConversations(searched, view, before, wanted);
      found.push(...(await shownOnce(searched, scope, view, rows)));
      if (rows.length < wanted) break;
      before = rows.at(-1)?.messageId ?? 0;
    }
    return found.slice(0, wanted);
  }

  async #copies(db: Kysely<Tables>, scope: MailScope, view: View, ids: readonly number[]) {
    const copies = new Map<number, ConversationCopy[]>();
    if (!isOfSeveralMailboxes(view)) return copies;
    for (const [id, others] of await copiedConversations(db, scope, ids)) {
      copies.set(id, await accountsOf(db, [...others]));
    }
    return copies;
  }

  async #isSearchable(db: Kysely<Tables>, { accountIds }: View): Promise<boolean> {
    return (await this.#context.search.isComplete()) && !(await isReading(db, accountIds));
  }

  /** @throws Failure not-found, also when all its messages are gone. */
  async read(scope: MailScope, id: string): Promise<ConversationDetail> {
    const detail = await read(this.#context, async (db) => {
      const row = await db
        .selectFrom('conversations')
        .selectAll()
        .where('id', '=', rowNumber(id) ?? 0)
        .where('messages', '>', 0)
        .executeTakeFirst();
      if (!row) throw notFound('conversation');
      const { ids, messages } = await wholeConversation(db, scope, row.id);
      if (messages.length === 0) throw notFound('conversation');
      const [told = row] = await toldFromShared(db, scope, [row]);
      const copies = ids.filter((each) => each !== row.id);
      return {
        conversation: summary(told, told.latest_at, await accountsOf(db, copies)),
        messages,
        outgoing: await outgoingOf(db, scope, ids),
      };
    });
    const { accountId, copies } = detail.conversation;
    const uses = [{ accountId, conversationId: id }, ...copies].map((use) => ({
      accountId: Number(use.accountId),
      conversationId: Number(use.conversationId),
    }));
    await noteUses(this.#context, scope, uses);
    return detail;
  }

  /** The messages of several conversations, oldest first; those that the scope does not hold are passed over. */
  async messages(scope: MailScope, ids: readonly string[]): Promise<MessageMarks[]> {
    return read(this.#context, async (db) => {
      const found: MessageMarks[] = [];
      for (const conversationIds of inChunks(rowNumbers(ids))) {
        const rows = await db
          .selectFrom('messages')
          .select(['id', 'account_id', 'conversation_id', 'seen', 'flagged', 'answered', 'draft'])
          .where('conversation_id', 'in', conversationIds)
          .where(readable(scope))
          .where('orphaned_at', 'is', null)
          .orderBy('id')
          .execute();
        found.push(...(await presentMarks(db, scope, rows)));
      }
      return found;
    });
  }
}

async function rowsById(db: Kysely<Tables>, scope: MailScope, ids: readonly number[]) {
  if (ids.length === 0) return new Map<number, Selectable<ConversationsTable>>();
  const rows = await db.selectFrom('conversations').selectAll().where('id', 'in', ids).execute();
  return new Map((await toldFromShared(db, scope, rows)).map((row) => [row.id, row]));
}

async function accountsOf(db: Kysely<Tables>, ids: readonly number[]): Promise<ConversationCopy[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'account_id'])
    .where('id', 'in', ids)
    .execute();
  return rows.map(({ id, account_id }) => ({ conversationId: String(id), accountId: String(account_id) }));
}

function summary(
  row: Selectable<ConversationsTable>,
  latestAt: number,
  copies: ConversationCopy[],
): ConversationSummary {
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
    copies,
  };
}

/**
 * Once filed, the copy in the Sent folder stands in the conversation instead. What is on its way is the account's, not the
 * conversation's: a share of the latter shows none of it.
 */
async function outgoingOf(
  db: Kysely<Tables>,
  scope: MailScope,
  conversationIds: readonly number[],
): Promise<Outgoing[]> {
  const rows = await db
    .selectFrom('outgoing')
    .select(headerColumns)
    .where('conversation_id', 'in', conversationIds)
    .where('account_id', 'in', scope.accountIds)
    .where('state', '!=', 'filed')
    .orderBy('id')
    .execute();
  const deliveries = await deliveriesOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toOutgoing(row, deliveries.get(row.id) ?? []));
}
