/**
 * Which mail a person may read, computed in one place. Every read of the store takes the result; there is no read without one.
 * Sharing (a later issue) adds accounts here and nowhere else.
 */
import type { StoreContext } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';

export interface MailScope {
  personId: string;
  /** Accounts whose mail may be read. */
  accountIds: readonly number[];
  /** May see provider apps. Says nothing about mail. */
  administrator: boolean;
}

export interface Reader {
  id: string;
  role: 'administrator' | 'member';
}

/** A mailbox is private to its owner: administrators see no mail that is not theirs. */
export async function accessibleAccounts(context: StoreContext, person: Reader): Promise<MailScope> {
  const rows = await context.db
    .selectFrom('accounts')
    .select('id')
    .where('owner', '=', person.id)
    .where('state', '!=', 'unlinking')
    .orderBy('id')
    .execute();
  return {
    personId: person.id,
    accountIds: rows.map(({ id }) => id),
    administrator: person.role === 'administrator',
  };
}

/** The account's number where the scope holds it; undefined for a stranger's id, which looks the same as one that never was. */
export function inScope(scope: MailScope, accountId: string): number | undefined {
  const number = rowNumber(accountId);
  return number !== undefined && scope.accountIds.includes(number) ? number : undefined;
}
