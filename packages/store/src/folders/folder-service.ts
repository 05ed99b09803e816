import type { AccessLevel, Folder } from '@mailroom/model';
import type { MailScope } from '../access/mail-scope.ts';
import { holds, notAllowed, requireLevel } from '../access/require-level.ts';
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
   * @throws Failure not-found for an account outside the scope; not-allowed for one whose mail may not be read.
   */
  async list(scope: MailScope, accountId?: string): Promise<Folder[]> {
    const accountIds = accountId === undefined ? scope.accountIds : [requireLevel(scope, accountId, 'read')];
    const rows = await this.#context.db
      .selectFrom('folders')
      .selectAll()
      .where('account_id', 'in', accountIds)
      .orderBy('account_id')
      .orderBy('path')
      .execute();
    return rows.map(toFolder);
  }

  /**
   * @param level of its account that is asked for.
   * @throws Failure not-found for a folder outside the scope; not-allowed where the level is lower.
   */
  async read(scope: MailScope, id: string, level: AccessLevel = 'read'): Promise<Folder> {
    const row = await this.#context.db
      .selectFrom('folders')
      .selectAll()
      .where('id', '=', rowNumber(id) ?? 0)
      .where('account_id', 'in', scope.accountIds)
      .executeTakeFirst();
    if (!row) throw notFound('folder');
    if (!holds(scope, row.account_id, level)) throw notAllowed(level);
    return toFolder(row);
  }
}
