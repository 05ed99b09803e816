/** Intents as people express them, for the messages that they may see. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  Failure,
  type FolderRole,
  type IntentInput,
  type MoveIntentInput,
  type RefusedIntent,
} from '@mailroom/model';
import type { Kysely, Transaction } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { readable } from '../access/readable.ts';
import { holds, notAllowed } from '../access/require-level.ts';
import { actorOf, record } from '../audit/record.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber, rowNumbers } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { isShown } from '../messages/shown.ts';
import type { FilingWish } from './choose-sources.ts';
import { type FiledMessage, fileMessages } from './file-messages.ts';
import { flagMessages } from './flag-messages.ts';
import { levelOf } from './level-of.ts';
import { dismissRefused, refusedIntents, retryRefused } from './refused-intents.ts';

export interface AcceptedIntents {
  /** Messages that the intent is for. */
  accepted: number;
  /** Their accounts, whose runners want to be woken. */
  accountIds: string[];
  /** What to ask for to take it back; empty where nothing brings it back. */
  undo: MoveIntentInput[];
}

interface About {
  accountId: number;
  messageIds: number[];
  personId: string;
}

type FilingInput = Exclude<IntentInput, { kind: 'flag' }>;

/** Messages that one undo may name, as the API has it. */
const idsPerIntent = 1000;

/** Messages of one transaction when a folder is emptied. */
const emptiedTogether = 500;

export class IntentService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * Stores the intent for those of the messages that the scope holds; others are passed over, whether they exist or not, as are those
   * that are where they are to go already.
   *
   * @throws Failure not-found when the scope holds none of them, and for a folder outside the scope; not-allowed when it may read one of
   *   them and not file it, or delete it for ever; invalid-request for a folder of another account; folder-gone, naming `role` and `accountId`, where an account has no folder of the role.
   */
  async create(scope: MailScope, input: IntentInput): Promise<AcceptedIntents> {
    return write(this.#context, async (change) => {
      const messages = await messagesIn(change.db, scope, input.messageIds);
      if (messages.length === 0) throw notFound('message');
      const level = levelOf(input.kind);
      if (messages.some(({ account_id: id }) => !holds(scope, id, level))) throw notAllowed(level);
      const answer: AcceptedIntents = { accepted: messages.length, accountIds: [], undo: [] };
      for (const [accountId, own] of Map.groupBy(messages, (message) => message.account_id)) {
        const about = { accountId, messageIds: own.map(({ id }) => id), personId: scope.personId };
        answer.accountIds.push(String(accountId));
        await noteFiled(change, scope, about, input.kind);
        if (input.kind === 'flag') await flagMessages(change, about, input);
        else answer.undo.push(...(await this.#file(change, scope, about, input)));
      }
      return answer;
    });
  }

  /** What the provider refused, of accounts in the scope, oldest first. */
  async refused(scope: MailScope): Promise<RefusedIntent[]> {
    return refusedIntents(this.#context.db, scope);
  }

  /** Asks again for what was refused. @returns the accounts whose runners want to be woken. */
  async retry(scope: MailScope, ids: readonly string[]): Promise<string[]> {
    return write(this.#context, (change) => retryRefused(change, scope, ids));
  }

  /** Takes note of what was refused. */
  async dismiss(scope: MailScope, ids: readonly string[]): Promise<void> {
    await write(this.#context, (change) => dismissRefused(change, scope, ids));
  }

  /**
   * Deletes for ever what a folder shows at this moment, trash or junk. Done in steps, since a trash may hold years of mail and whoever
   * else has something to store would wait for all of it; a process that ends in between leaves the rest where it is shown.
   *
   * @throws Failure not-found; not-allowed for any other folder, and where the account may not be managed.
   */
  async empty(scope: MailScope, folderId: string): Promise<AcceptedIntents> {
    const { db } = this.#context;
    const folder = await emptiable(db, scope, folderId);
    const rows = await db
      .selectFrom('places')
      .select('message_id')
      .distinct()
      .where('folder_id', '=', folder.id)
      .where(isShown('places'))
      .execute();
    const wish = { targetId: null, fromId: folder.id };
    let accepted = 0;
    for (const step of inChunks(rows, emptiedTogether)) {
      const messageIds = step.map((row) => row.message_id);
      const about = { accountId: folder.accountId, messageIds, personId: scope.personId };
      const filed = await write(this.#context, (change) => fileMessages(change, about, wish));
      accepted += filed.length;
      // Statements of SQLite hold this thread: without a turn of its loop in between no request would be answered either.
      await nextTurn();
    }
    const emptied = { accountId: folder.accountId, messageIds: rows.map((row) => row.message_id) };
    await write(this.#context, (change) => noteFiled(change, scope, emptied, 'empty'));
    return { accepted, accountIds: [String(folder.accountId)], undo: [] };
  }

  async #file(change: Write, scope: MailScope, about: About, input: FilingInput): Promise<MoveIntentInput[]> {
    const fromId = await folderOf(change.db, scope, about, input.fromFolderId);
    const targetId = await targetOf(change.db, scope, about, input);
    const wish: FilingWish = { targetId, fromId };
    const filed = await fileMessages(change, about, wish);
    return targetId === null ? [] : undoOf(filed, targetId);
  }
}

/** What is done to somebody else's mail is on record, by kind and count. */
async function noteFiled(
  change: Write,
  scope: MailScope,
  { accountId, messageIds }: Pick<About, 'accountId' | 'messageIds'>,
  kind: IntentInput['kind'] | 'empty',
): Promise<void> {
  if (holds(scope, accountId, 'own')) return;
  const detail = { kind, messages: messageIds.length };
  await record(change, { ...actorOf(scope), action: 'account.filed-by-other', accountId, detail });
}

async function messagesIn(db: Transaction<Tables>, scope: MailScope, messageIds: readonly string[]) {
  const messages = [];
  for (const ids of inChunks(rowNumbers(messageIds), 5000)) {
    messages.push(
      ...(await db
        .selectFrom('messages')
        .select(['id', 'account_id'])
        .where('id', 'in', ids)
        .where(readable(scope))
        .execute()),
    );
  }
  return messages;
}

async function emptiable(db: Kysely<Tables>, scope: MailScope, folderId: string) {
  const row = await db
    .selectFrom('folders')
    .select(['id', 'account_id', 'role'])
    .where('id', '=', rowNumber(folderId) ?? 0)
    .where('account_id', 'in', scope.accountIds)
    .executeTakeFirst();
  if (!row) throw notFound('folder');
  if (!holds(scope, row.account_id, 'manage')) throw notAllowed('manage');
  if (row.role !== 'trash' && row.role !== 'junk') {
    throw new Failure({ origin: 'person', kind: 'not-allowed', detail: { field: 'folderId' } });
  }
  return { id: row.id, accountId: row.account_id };
}

async function folderOf(
  db: Transaction<Tables>,
  scope: MailScope,
  { accountId }: About,
  folderId: string | undefined,
): Promise<number | undefined> {
  if (folderId === undefined) return undefined;
  const row = await db
    .selectFrom('folders')
    .select(['id', 'account_id'])
    .where('id', '=', rowNumber(folderId) ?? 0)
    .where('account_id', 'in', scope.accountIds)
    .executeTakeFirst();
  if (!row) throw notFound('folder');
  if (row.account_id !== accountId) {
    throw new Failure({ origin: 'person', kind: 'invalid-request', detail: { field: 'folderId' } });
  }
  return row.id;
}

async function targetOf(
  db: Transaction<Tables>,
  scope: MailScope,
  about: About,
  input: FilingInput,
): Promise<number | null> {
  if (input.kind === 'delete') return null;
  if (input.kind === 'move') return (await folderOf(db, scope, about, input.folderId)) ?? null;
  // Gmail has no archive: what has left its labels lies in All Mail.
  const roles: FolderRole[] = input.kind === 'archive' ? ['archive', 'all'] : [input.kind];
  const rows = await db
    .selectFrom('folders')
    .select(['id', 'role'])
    .where('account_id', '=', about.accountId)
    .where('role', 'in', roles)
    .where('selectable', '=', 1)
    .execute();
  for (const role of roles) {
    const row = rows.find((each) => each.role === role);
    if (row) return row.id;
  }
  throw new Failure({
    origin: 'provider',
    kind: 'folder-gone',
    detail: { role: input.kind, accountId: String(about.accountId) },
  });
}

/** To be asked for in this order: what left Gmail's All Mail is brought back there before it is given its labels again. */
function undoOf(filed: readonly FiledMessage[], targetId: number): MoveIntentInput[] {
  const back = filed.map(({ messageId, folderId }) => ({ messageId, from: targetId, to: folderId }));
  const labelled = filed.flatMap(({ messageId, folderId, labelIds }) =>
    labelIds.map((to) => ({ messageId, from: folderId, to })),
  );
  return [...Map.groupBy([...back, ...labelled], ({ from, to }) => `${from} ${to}`).values()].flatMap((own) =>
    inChunks(own, idsPerIntent).flatMap((chunk): MoveIntentInput[] => {
      const [first] = chunk;
      if (!first) return [];
      const messageIds = [...new Set(chunk.map(({ messageId }) => String(messageId)))];
      const { from, to } = first;
      return [{ kind: 'move', messageIds, folderId: String(to), fromFolderId: String(from) }];
    }),
  );
}
