/** What makes a message part of a view, as conditions of a statement in which it is named `m`. */
import { type Expression, type SqlBool, sql } from 'kysely';
import type { SqlDialect } from '../database/dialect.ts';
import { isShown } from '../messages/shown.ts';
import type { View } from './view.ts';

/** In the words of the partial indexes `messages_visible` and `messages_unread`, or they are not used. */
export const visible = (table: 'm' | 'newer') => sql<SqlBool>`${sql.ref(`${table}.orphaned_at`)} is null`;
export const unread = (table: 'm' | 'newer') => sql<SqlBool>`${sql.ref(`${table}.seen`)} = 0`;

/** Of dozens of mailboxes there are dozens of folders: one parameter, so that every page is the same statement. */
export function inFolders(
  { numbers }: SqlDialect,
  message: string,
  folderIds: readonly number[],
): Expression<SqlBool> {
  return sql<SqlBool>`exists (select 1 from places as p
    where p.message_id = ${sql.ref(message)} and p.folder_id in ${numbers(folderIds)} and ${isShown('p')})`;
}

/** All but the words of a search, which the index tells. */
export function inView(
  dialect: SqlDialect,
  { accountIds, shares, folderIds, unread: onlyUnread }: View,
): Expression<SqlBool> {
  const shareIds = shares.map(({ shareId }) => shareId);
  const conditions: Expression<SqlBool>[] = [
    visible('m'),
    sql<SqlBool>`(m.account_id in (${sql.join(accountIds)}) or exists (select 1 from shared_messages as s
      where s.message_id = m.id and s.share_id in (${sql.join(shareIds)})))`,
  ];
  if (onlyUnread) conditions.push(unread('m'));
  if (folderIds) conditions.push(inFolders(dialect, 'm.id', folderIds));
  return sql.join(conditions, sql` and `);
}
