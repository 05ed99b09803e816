/** Which messages a list is about: of which accounts, in which folders, unread only, found by words. */
import { Failure, type FolderRole, type MailScopeName } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { ConversationShareKey, MailScope } from '../access/mail-scope.ts';
import { narrowedTo } from '../access/narrowed-to.ts';
import { requireLevel } from '../access/require-level.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { type Asked, readAsked } from '../search/asked.ts';
import {
  type Correspondents,
  correspondents,
  isAmong,
  wordsOfCorrespondents,
} from '../search/correspondents.ts';
import { type FoldedQuery, foldQuery } from '../search/query.ts';

export interface ConversationQuery {
  /** Default: all that may be seen. */
  scope?: MailScopeName | undefined;
  accountId?: string | undefined;
  folderId?: string | undefined;
  role?: FolderRole | undefined;
  /** An address that the mail is from or to. */
  address?: string | undefined;
  /** Domains that the mail is from or to. With an address, either is enough. */
  domains?: readonly string[] | undefined;
  words?: string | undefined;
  unread?: boolean | undefined;
  after?: string | undefined;
  /** 1 to 200. */
  limit: number;
}

export interface View {
  accountIds: number[];
  /** Single conversations; none where folders are asked for, which are the account's. */
  shares: readonly ConversationShareKey[];
  /** Null: wherever a message lies. */
  folderIds: number[] | null;
  unread: boolean;
  /** Each narrows the others: one of each has a part in a message. */
  correspondents: readonly Correspondents[];
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
  whole: MailScope,
  query: ConversationQuery,
): Promise<View | undefined> {
  if (query.accountId !== undefined) requireLevel(whole, query.accountId, 'read');
  const scope = narrowedTo(whole, query.scope ?? 'all');
  const typed = readAsked(query.words ?? '');
  const accountIds = await withAddresses(db, accountsOf(scope, query.accountId), typed.accounts);
  const folders = await foldersOf(db, whole, query, accountIds);
  const ofAccount = folders !== null || query.accountId !== undefined || typed.accounts.length > 0;
  const shares = ofAccount ? [] : scope.shares;
  const asked = folders ? [...new Set(folders.map(({ account_id }) => account_id))] : accountIds;
  const filters = correspondentsOf(query, typed);
  const groups = filters.map(wordsOfCorrespondents);
  const isSearch = filters.length > 0 || typed.words !== '';
  const words = isSearch ? foldQuery(typed.words, asked, groups) : null;
  // What was asked for and holds no word, such as "!!", is found nowhere.
  const findsNothing = words === undefined || groups.some((group) => group.length === 0);
  if (asked.length + shares.length === 0 || findsNothing) return undefined;
  return {
    accountIds: asked,
    shares,
    folderIds: folders?.map(({ id }) => id) ?? null,
    unread: query.unread === true,
    correspondents: filters,
    words,
  };
}

function accountsOf(scope: MailScope, accountId: string | undefined): number[] {
  return scope.accountIds.filter((id) => accountId === undefined || String(id) === accountId);
}

/** What is typed among the words narrows what the parameters ask for. */
function correspondentsOf({ address, domains = [] }: ConversationQuery, typed: Asked): Correspondents[] {
  const asked = [
    { addresses: address ? [address] : [], domains: domains.filter((domain) => domain !== '') },
    { addresses: typed.addresses, domains: typed.domains },
  ];
  return asked.flatMap(({ addresses, domains: names }) =>
    addresses.length + names.length > 0 ? correspondents(addresses, names) : [],
  );
}

/** Those of the accounts that have one of the addresses; all of them where none is asked for. */
async function withAddresses(
  db: Kysely<Tables>,
  accountIds: number[],
  addresses: readonly string[],
): Promise<number[]> {
  if (addresses.length === 0) return accountIds;
  const asked = correspondents(addresses, []);
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'address'])
    .where('id', 'in', accountIds)
    .execute();
  return rows.flatMap(({ id, address }) => (isAmong(asked, address) ? id : [])).sort((a, b) => a - b);
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
    // By a role the asked accounts' alone: of one that is named, whether it is there to be seen at all is told from whether it is asked for.
    .where('account_id', 'in', folderId === undefined ? accountIds : scope.accountIds);
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
