/** Which messages a list is about: of which accounts, in which folders, unread only, found by words. */
import { Failure, type FolderRole } from '@mailroom/model';
import type { Kysely } from 'kysely';
import { inScope, type MailScope } from '../accounts/access.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { type FoldedQuery, foldQuery } from '../search/query.ts';

export interface ConversationQuery {
  accountId?: string | undefined;
  folderId?: string | undefined;
  role?: FolderRole | undefined;
  words?: string | undefined;
  unread?: boolean | undefined;
  after?: string | undefined;
  /** 1 to 200. */
  limit: number;
}

export interface View {
  accountIds: number[];
  /** Null: wherever a message lies. */
  folderIds: number[] | null;
  unread: boolean;
  /** Null: not a search. Undefined words, such as "!!", find nothing: the person asked for something. */
  words: FoldedQuery | null;
}

/**
 * The view that a query asks for, or undefined when nothing can be in it.
 *
 * @throws Failure not-found for an account or a folder outside the scope; invalid-request for a folder of another account.
 */
export async function resolveView(
  db: Kysely<Tables>,
  scope: MailScope,
  query: ConversationQuery,
): Promise<View | undefined> {
  const accountIds = accountsOf(scope, query.accountId);
  const folders = await foldersOf(db, scope, query, accountIds);
  const asked = folders ? [...new Set(folders.map(({ account_id }) => account_id))] : accountIds;
  const words = query.words ? foldQuery(query.words, asked) : null;
  if (asked.length === 0 || words === undefined) return undefined;
  return {
    accountIds: asked,
    folderIds: folders?.map(({ id }) => id) ?? null,
    unread: query.unread === true,
    words,
  };
}

function accountsOf(scope: MailScope, accountId: string | undefined): number[] {
  if (accountId === undefined) return [...scope.accountIds];
  const one = inScope(scope, accountId);
  if (one === undefined) throw notFound('account');
  return [one];
}

async function foldersOf(
  db: Kysely<Tables>,
  scope: MailScope,
  { folderId, role }: ConversationQuery,
  accountIds: readonly number[],
): Promise<{ id: number; account_id: number }[] | null> {
  if (folderId === undefined && role === undefined) return null;
  let select = db
    .selectFrom('folders')
    .select(['id', 'account_id', 'role'])
    .where('account_id', 'in', scope.accountIds);
  if (folderId !== undefined) select = select.where('id', '=', rowNumber(folderId) ?? 0);
  if (role !== undefined) select = select.where('role', '=', role);
  const folders = await select.orderBy('id').execute();
  if (folderId !== undefined && folders.length === 0) throw notFound('folder');
  const asked = folders.filter(({ account_id }) => accountIds.includes(account_id));
  if (folderId !== undefined && asked.length === 0) {
    throw new Failure({ origin: 'person', kind: 'invalid-request', detail: { field: 'folderId' } });
  }
  return asked;
}
