/** What is the same in every way to a mailbox, once it has been opened. */
import type { Account } from '@mailroom/model';
import type { MailScope, RequestOrigin } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import type { Write } from '../database/context.ts';
import { type AccountRow, toAccount } from './account-row.ts';
import { present } from './account-service.ts';

/** An account that was not there before. */
export async function linked(change: Write, row: AccountRow, origin: RequestOrigin): Promise<Account> {
  change.changes.account(row.id, row.owner, 'put');
  const detail = { address: row.address };
  await record(change, { actor: row.owner, origin, action: 'account.linked', accountId: row.id, detail });
  return toAccount(row, { messages: 0, unread: 0 }, 'own');
}

/** One that had stopped, and may go on. */
export async function reconnected(change: Write, scope: MailScope, row: AccountRow): Promise<Account> {
  await record(change, { ...actorOf(scope), action: 'account.reconnected', accountId: row.id });
  return present(change.db, scope, await mend(change, row, undefined));
}

/** New credentials: the account tries again at once, unless its owner has not chosen a start date yet, or it is paused. */
export async function mend(
  { db, changes }: Write,
  row: AccountRow,
  appId: number | undefined,
): Promise<AccountRow> {
  changes.account(row.id, row.owner, 'put');
  return db
    .updateTable('accounts')
    .set({
      state: row.state === 'choosing' || row.state === 'paused' ? row.state : 'syncing',
      failure: null,
      ...(appId !== undefined && { provider_app_id: appId }),
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
