/**
 * Shares of single conversations. What is seen by one is a list of messages and nothing else: those that the conversation showed at that
 * moment, and, with its future messages, those that come into it later (follow-shares.ts). So merging and splitting, here or at the
 * provider, show nobody what was not shared with them.
 */
import type { ConversationShare, ConversationShareInput, SharePreview, Viewer } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { readable } from '../access/readable.ts';
import { holds, notAllowed } from '../access/require-level.ts';
import { actorOf, record } from '../audit/record.ts';
import { read, type StoreContext, write } from '../database/context.ts';
import { insertEach } from '../database/each.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { isActivePerson } from './active-person.ts';
import { accountViewers, conversationViewers, sharesOfConversation } from './viewers.ts';

interface Conversation {
  id: number;
  account_id: number;
}

export class ConversationShares {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * Who can see the conversation, and why. Whoever sees it by a share of it alone is told of its owner and of themselves only: who else
   * the account lets in is not their business.
   *
   * @throws Failure not-found
   */
  async viewers(scope: MailScope, conversationId: string): Promise<Viewer[]> {
    return read(this.#context, async (db) => {
      const conversation = await requireReadable(db, scope, conversationId);
      const viewers = await conversationViewers(db, conversation, this.#now());
      if (holds(scope, conversation.account_id, 'read')) return viewers;
      return viewers.filter(
        ({ personId, reasons }) =>
          personId === scope.personId || reasons.some(({ kind }) => kind === 'owner'),
      );
    });
  }

  /** Who can see the account, and why. @throws Failure not-found */
  async accountViewers(scope: MailScope, accountId: string): Promise<Viewer[]> {
    const number = rowNumber(accountId) ?? 0;
    if (!holds(scope, number, 'see')) throw notFound('account');
    return read(this.#context, (db) => accountViewers(db, number, this.#now()));
  }

  /** @throws Failure as `share` */
  async preview(
    scope: MailScope,
    conversationId: string,
    { personId }: ConversationShareInput,
  ): Promise<SharePreview> {
    return read(this.#context, async (db) => {
      const conversation = await requireManaged(db, scope, conversationId);
      const sees = await requireStranger(db, conversation, personId, this.#now());
      const messages = (await shownMessages(db, conversation.id)).length;
      return { gains: [{ personId, from: sees ? 'see' : null, to: 'read' }], messages };
    });
  }

  /**
   * @throws Failure not-found for a conversation or a person that is not there; not-allowed where the account may not be managed; conflict
   *   for somebody who may read the account anyway.
   */
  async share(
    scope: MailScope,
    conversationId: string,
    { personId, future }: ConversationShareInput,
  ): Promise<ConversationShare> {
    return write(this.#context, async (change) => {
      const { db, now } = change;
      const conversation = await requireManaged(db, scope, conversationId);
      await requireStranger(db, conversation, personId, now);
      const row = await db
        .insertInto('conversation_shares')
        .values({
          account_id: conversation.account_id,
          conversation_id: conversation.id,
          person_id: personId,
          future: future ? 1 : 0,
          granted_by: scope.personId,
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const messages = await shownMessages(db, conversation.id);
      await insertEach(
        db,
        'shared_messages',
        messages.map((id) => ({ share_id: row.id, message_id: id })),
      );
      change.changes.put('conversation', conversation.account_id, [conversation.id]);
      await record(change, {
        ...actorOf(scope),
        action: 'conversation.shared',
        accountId: conversation.account_id,
        subject: { kind: 'conversation', id: String(conversation.id) },
        detail: { person: personId, future, messages: messages.length },
      });
      return {
        id: String(row.id),
        accountId: String(conversation.account_id),
        personId,
        future,
        messages: messages.length,
        grantedBy: scope.personId,
        createdAt: new Date(now).toISOString(),
      };
    });
  }

  /** @throws Failure not-found; not-allowed where the account may not be managed */
  async end(scope: MailScope, conversationId: string, shareId: string): Promise<void> {
    await write(this.#context, async (change) => {
      const { db } = change;
      const conversation = await requireManaged(db, scope, conversationId);
      const share = (await sharesOfConversation(db, conversation.id)).find(
        ({ id }) => String(id) === shareId,
      );
      if (!share) throw notFound('share');
      await db.deleteFrom('conversation_shares').where('id', '=', share.id).execute();
      change.changes.put('conversation', conversation.account_id, [conversation.id]);
      await record(change, {
        ...actorOf(scope),
        action: 'conversation.share-ended',
        accountId: conversation.account_id,
        subject: { kind: 'conversation', id: String(conversation.id) },
        detail: { person: share.person_id },
      });
    });
  }

  #now(): number {
    return this.#context.clock.now().getTime();
  }
}

async function requireReadable(
  db: Kysely<Tables>,
  scope: MailScope,
  conversationId: string,
): Promise<Conversation> {
  const row = await db
    .selectFrom('messages')
    .select(['conversation_id', 'account_id'])
    .where('conversation_id', '=', rowNumber(conversationId) ?? 0)
    .where('orphaned_at', 'is', null)
    .where(readable(scope))
    .limit(1)
    .executeTakeFirst();
  if (!row) throw notFound('conversation');
  return { id: row.conversation_id, account_id: row.account_id };
}

async function requireManaged(
  db: Kysely<Tables>,
  scope: MailScope,
  conversationId: string,
): Promise<Conversation> {
  const conversation = await requireReadable(db, scope, conversationId);
  if (!holds(scope, conversation.account_id, 'manage')) throw notAllowed('manage');
  return conversation;
}

/** @returns whether they know of the account. @throws Failure not-found, conflict */
async function requireStranger(
  db: Kysely<Tables>,
  conversation: Conversation,
  personId: string,
  now: number,
): Promise<boolean> {
  if (!(await isActivePerson(db, personId))) throw notFound('person');
  const known = (await accountViewers(db, conversation.account_id, now)).find(
    (viewer) => viewer.personId === personId,
  );
  const reads = known?.reasons.some(
    (reason) => reason.kind === 'owner' || ('level' in reason && reason.level !== 'see'),
  );
  if (reads) throw conflict({ noun: 'share', with: 'reader' });
  return known !== undefined;
}

async function shownMessages(db: Kysely<Tables>, conversationId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('orphaned_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
