import type { Folder } from '@mailroom/model';
import { inScope, type MailScope } from '../accounts/access.ts';
import type { StoreContext } from '../database/context.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import { toFolder } from './folder-row.ts';

export class FolderService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * Folders with their counts, by account and path.
   *
   * @throws Failure not-found for an account outside the scope.
   */
  async list(scope: MailScope, accountId?: string): Promise<Folder[]> {
    const one = accountId === undefined ? undefined : inScope(scope, accountId);
    if (accountId !== undefined && one === undefined) throw notFound('account');
    const rows = await this.#context.db
      .selectFrom('folders')
      .selectAll()
      .where('account_id', 'in', one === undefined ? scope.accountIds : [one])
      .orderBy('account_id')
      .orderBy('path')
      .execute();
    return rows.map(toFolder);
  }

  /** @throws Failure not-found for a folder outside the scope. */
  async read(scope: MailScope, id: string): Promise<Folder> {
    const row = await this.#context.db
      .selectFrom('folders')
      .selectAll()
      .where('id', '=', rowNumber(id) ?? 0)
      .where('account_id', 'in', scope.accountIds)
      .executeTakeFirst();
    if (!row) throw notFound('folder');
    return toFolder(row);
  }
}
