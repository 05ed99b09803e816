/** The sealed columns of `credentials`, each bound to its account and column. */
import type { Selectable } from 'kysely';
import type { CredentialsTable } from '../database/tables/accounts.ts';
import { type SecretBox, SecretUnreadable } from '../secrets/secret-box.ts';

export type SealedColumn = 'imap_password' | 'smtp_password' | 'access_token' | 'refresh_token';

export function sealCredential(
  box: SecretBox,
  accountId: number,
  column: SealedColumn,
  text: string,
): string {
  return box.seal(text, { table: 'credentials', row: accountId, column });
}

/** @throws SecretUnreadable also when the column is empty: an account without credentials cannot log in with "". */
export function openCredential(
  box: SecretBox,
  row: Selectable<CredentialsTable>,
  column: SealedColumn,
): string {
  const place = { table: 'credentials', row: row.account_id, column };
  const sealed = row[column];
  if (sealed === null) throw new SecretUnreadable(place);
  return box.open(sealed, place);
}
