import type { Attachment, Message } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { noteUses } from '../access/noted-uses.ts';
import { readable } from '../access/readable.ts';
import { read, type StoreContext } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { presentMessages } from './message-view.ts';

/** A message within the scope, in the forms that the engine and the blob keys take. */
export interface MessageKey {
  id: number;
  accountId: string;
}

export class MessageService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** @throws Failure not-found */
  async read(scope: MailScope, id: string): Promise<Message> {
    const found = await this.#open(scope, id);
    const [message] = await read(this.#context, (db) => presentMessages(db, scope, [found]));
    if (!message) throw notFound('message');
    return message;
  }

  /**
   * The HTML body as received, unsanitised.
   *
   * @throws Failure not-found, also when the message has no HTML body or it was not fetched yet.
   */
  async html(scope: MailScope, id: string): Promise<string> {
    const { id: messageId } = await this.#open(scope, id);
    const body = await this.#context.db
      .selectFrom('bodies')
      .select('html')
      .where('message_id', '=', messageId)
      .executeTakeFirst();
    if (!body || body.html === null) throw notFound('html');
    return body.html;
  }

  /** For what is asked of the engine: the source, or a part's bytes. @throws Failure not-found */
  async key(scope: MailScope, id: string): Promise<MessageKey> {
    const row = await this.#open(scope, id);
    return { id: row.id, accountId: String(row.account_id) };
  }

  /** One attachment by its part number. @throws Failure not-found */
  async attachment(scope: MailScope, id: string, part: string): Promise<Attachment> {
    const found = (await this.attachments(scope, id)).find((attachment) => attachment.part === part);
    if (!found) throw notFound('attachment');
    return found;
  }

  /** @throws Failure not-found */
  async attachments(scope: MailScope, id: string): Promise<Attachment[]> {
    const row = await this.#open(scope, id);
    return fromJson<Attachment[]>(row.attachments);
  }

  /** The part that `cid:` names (RFC 2392), with or without angle brackets. @throws Failure not-found */
  async inlinePart(scope: MailScope, id: string, contentId: string): Promise<Attachment> {
    const wanted = bare(contentId);
    const found = (await this.attachments(scope, id)).find(
      (attachment) => attachment.contentId !== null && bare(attachment.contentId) === wanted,
    );
    if (!found) throw notFound('attachment');
    return found;
  }

  /** Whoever opens a message that is not their own is on record. */
  async #open(scope: MailScope, id: string) {
    const row = await requireMessage(this.#context.db, scope, id);
    const { account_id: accountId, conversation_id: conversationId } = row;
    await noteUses(this.#context, scope, [{ accountId, conversationId }]);
    return row;
  }
}

function bare(contentId: string): string {
  return contentId.replace(/^<|>$/g, '');
}

/** A message that has lost its last place is gone for people: its deletion at the provider has been seen. */
async function requireMessage(db: Kysely<Tables>, scope: MailScope, id: string) {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', rowNumber(id) ?? 0)
    .where(readable(scope))
    .where('orphaned_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw notFound('message');
  return row;
}
