/** Which messages a scope lets be read, as a condition of a query: every read of mail goes through it. */
import { type Expression, type SqlBool, sql } from 'kysely';
import type { MailScope } from './mail-scope.ts';

export function sharedWith(scope: MailScope, messageId: string): Expression<SqlBool> {
  const shareIds = scope.shares.map(({ shareId }) => shareId);
  return sql<SqlBool>`exists (select 1 from shared_messages as shared
    where shared.message_id = ${sql.ref(messageId)} and shared.share_id in (${sql.join(shareIds)}))`;
}

/**
 * That a message may be read: it is of an account that is read as a whole, or one of the messages that were shared one conversation at a
 * time. Whoever asks looks messages up by their own number or by their conversation's: the plus keeps SQLite from walking the accounts'
 * mail instead, along an index that it prefers because it is in the order asked for.
 *
 * @param table name or alias of the messages in the statement
 */
export function readable(scope: MailScope, table = 'messages'): Expression<SqlBool> {
  const ofAccount = sql<SqlBool>`+${sql.ref(`${table}.account_id`)} in (${sql.join(scope.accountIds)})`;
  if (scope.shares.length === 0) return ofAccount;
  return sql<SqlBool>`(${ofAccount} or ${sharedWith(scope, `${table}.id`)})`;
}
