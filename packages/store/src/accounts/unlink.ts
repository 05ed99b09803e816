/**
 * Unlinking an account: its tokens at once, its mail in small steps. Nothing here speaks to the provider: mail there is not touched.
 *
 * ```
 * begin: state `unlinking`, credentials deleted ─▶ (runner stopped by the caller) ─▶ finish: mail, blobs, at last the account
 * ```
 * A process that dies between the two finds the account among `interrupted()` at its next start.
 */
import type { Transaction } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { type AuditEntry, actorOf, record } from '../audit/record.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { deleteMessages } from '../messages/forget.ts';
import type { AccountRow } from './account-row.ts';
import { accountAt } from './account-service.ts';

const rowsPerTransaction = 500;

export class Unlinking {
  readonly #context: StoreContext;
  readonly #blobs: BlobStore;

  constructor(context: StoreContext, blobs: BlobStore) {
    this.#context = context;
    this.#blobs = blobs;
  }

  /**
   * From here on nobody reads the account's mail and nobody can log in to it. Answers where access is withdrawn at the provider.
   *
   * @throws Failure not-found; not-allowed for whoever is not its owner.
   */
  async begin(scope: MailScope, accountId: string): Promise<{ withdrawUrl: string | null }> {
    return write(this.#context, async (change) => {
      const row = await accountAt(change.db, scope, accountId, 'own');
      await beginUnlinking(change, row, actorOf(scope));
      return { withdrawUrl: await this.#withdrawUrl(change.db, row.provider_app_id) };
    });
  }

  async #withdrawUrl(db: Transaction<Tables>, providerAppId: number | null): Promise<string | null> {
    if (providerAppId === null) return null;
    const app = await db
      .selectFrom('provider_apps')
      .select('cloud_id')
      .where('id', '=', providerAppId)
      .executeTakeFirst();
    return this.#context.clouds.find(({ id }) => id === app?.cloud_id)?.withdrawUrl ?? null;
  }

  /** Accounts whose unlinking was begun and not finished. */
  async interrupted(): Promise<string[]> {
    const rows = await this.#context.db
      .selectFrom('accounts')
      .select('id')
      .where('state', '=', 'unlinking')
      .execute();
    return rows.map(({ id }) => String(id));
  }

  /**
   * Deletes everything of the account, in transactions that keep nobody waiting. Call it when its runner has stopped; repeating it
   * does no harm. Does nothing unless unlinking was begun.
   */
  async finish(accountId: string): Promise<void> {
    const number = rowNumber(accountId);
    if (number === undefined || !(await this.interrupted()).includes(accountId)) return;
    for (const step of steps) {
      while ((await step(this.#context, number)) > 0) {
        // Each turn deletes some rows; the last one found none.
      }
    }
    await this.#blobs.removeAll(`${accountId}-`);
    await write(this.#context, async ({ db, changes }) => {
      await db.deleteFrom('link_attempts').where('account_id', '=', number).execute();
      await db
        .deleteFrom('alerts')
        .where('kind', '=', 'account-unwell')
        .where('subject', '=', accountId)
        .execute();
      const removed = await db
        .deleteFrom('accounts')
        .where('id', '=', number)
        .returning('owner')
        .executeTakeFirst();
      if (removed) changes.account(number, removed.owner, 'remove');
    });
  }
}

/** Within a transaction: the account is out of everybody's sight and its sign-in is gone. */
export async function beginUnlinking(
  change: Write,
  row: Pick<AccountRow, 'id' | 'owner' | 'address'>,
  actor: Pick<AuditEntry, 'actor' | 'origin'>,
): Promise<void> {
  const { db, changes } = change;
  await db.deleteFrom('credentials').where('account_id', '=', row.id).execute();
  await db
    .updateTable('accounts')
    .set({ state: 'unlinking', failure: null, progress: null, provider_key: null, next_sync_at: null })
    .where('id', '=', row.id)
    .execute();
  changes.account(row.id, row.owner, 'put');
  const detail = { address: row.address };
  await record(change, { ...actor, action: 'account.unlinked', accountId: row.id, detail });
}

/** Deletes some rows of the account, in one transaction, and answers how many; 0 when none are left. */
type Step = (context: StoreContext, accountId: number) => Promise<number>;

/** What points at a row goes before the row. */
const steps: readonly Step[] = [
  (context, accountId) =>
    write(context, async ({ db }) => {
      const { numDeletedRows } = await db
        .deleteFrom('outgoing')
        .where('id', 'in', (select) =>
          select
            .selectFrom('outgoing')
            .select('id')
            .where('account_id', '=', accountId)
            .limit(rowsPerTransaction),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    }),
  async (context, accountId) => {
    const ids = await write(context, ({ db }) => deleteSomeMessages(db, accountId));
    await context.search.remove(ids);
    return ids.length;
  },
  (context, accountId) =>
    write(context, async ({ db }) => {
      const { numDeletedRows } = await db
        .deleteFrom('conversations')
        .where('id', 'in', (select) =>
          select
            .selectFrom('conversations')
            .select('id')
            .where('account_id', '=', accountId)
            .limit(rowsPerTransaction),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    }),
  (context, accountId) =>
    write(context, async ({ db }) => {
      const { numDeletedRows } = await db
        .deleteFrom('folders')
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return Number(numDeletedRows);
    }),
];

async function deleteSomeMessages(db: Transaction<Tables>, accountId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .select('id')
    .where('account_id', '=', accountId)
    .limit(rowsPerTransaction)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await db.deleteFrom('places').where('message_id', 'in', ids).execute();
  await deleteMessages(db, ids);
  return ids;
}
