import { type AccessLevel, type Account, earliestStart, Failure, type SyncStart } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { requireLevel } from '../access/require-level.ts';
import { actorOf, record } from '../audit/record.ts';
import { read, type StoreContext, write } from '../database/context.ts';
import { conflict, notFound } from '../database/refusals.ts';
import type { Tables } from '../database/tables.ts';
import { readPolicy } from '../organisation/organisation.ts';
import { type AccountRow, toAccount } from './account-row.ts';
import { countsOf, noMessages } from './counts.ts';
import { syncStartDate } from './sync-start.ts';

export class AccountService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Accounts that the person knows of, oldest first, also one of their own that is being unlinked. */
  async list(scope: MailScope): Promise<Account[]> {
    return read(this.#context, async (db) => {
      const rows = await db
        .selectFrom('accounts')
        .selectAll()
        .where('id', 'in', [...scope.levels.keys()])
        .orderBy('id')
        .execute();
      return withCounts(db, scope, rows);
    });
  }

  /**
   * @param level that is asked for.
   * @throws Failure not-found for an account outside the scope; not-allowed where the level is lower.
   */
  async read(scope: MailScope, accountId: string, level: AccessLevel = 'see'): Promise<Account> {
    return read(this.#context, async (db) =>
      present(db, scope, await accountAt(db, scope, accountId, level)),
    );
  }

  /**
   * Chooses the first date and lets synchronisation begin: `choosing` becomes `syncing`.
   *
   * @throws Failure not-found; conflict when the start was chosen before; organisation-policy for one that is too early.
   */
  async start(scope: MailScope, accountId: string, since: SyncStart): Promise<Account> {
    return write(this.#context, async ({ db, changes, now }) => {
      const row = await accountAt(db, scope, accountId, 'own');
      if (row.state !== 'choosing') throw conflict({ noun: 'account', state: row.state });
      const { sync } = await readPolicy(db);
      const first = syncStartDate(since, new Date(now));
      if (sync.earliest !== null) requireStart(first, earliestStart(sync.earliest, new Date(now)));
      const started = await db
        .updateTable('accounts')
        .set({ state: 'syncing', sync_since: first?.getTime() ?? null })
        .where('id', '=', row.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      changes.account(row.id, row.owner, 'put');
      await record({ db, now }, { ...actorOf(scope), action: 'account.started', accountId: row.id });
      return present(db, scope, started);
    });
  }
}

/**
 * The account where the scope holds it at that level.
 *
 * @throws Failure not-found, not-allowed, as `requireLevel`; not-found too when it was deleted meanwhile.
 */
export async function accountAt(
  db: Kysely<Tables>,
  scope: MailScope,
  accountId: string,
  level: AccessLevel,
): Promise<AccountRow> {
  const row = await db
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', requireLevel(scope, accountId, level))
    .executeTakeFirst();
  if (!row) throw notFound('account');
  return row;
}

/** @throws Failure organisation-policy for a first date before the earliest; null is everything. */
function requireStart(first: Date | null, earliest: Date): void {
  if (first !== null && first >= earliest) return;
  throw new Failure({
    origin: 'person',
    kind: 'organisation-policy',
    next: { do: 'choose' },
    detail: { rule: 'sync-start', earliest: earliest.toISOString().slice(0, 10) },
  });
}

/** One that was just stored or changed, as its person sees it. */
export async function present(db: Kysely<Tables>, scope: MailScope, row: AccountRow): Promise<Account> {
  const [account] = await withCounts(db, scope, [row]);
  if (!account) throw notFound('account');
  return account;
}

async function withCounts(
  db: Kysely<Tables>,
  scope: MailScope,
  rows: readonly AccountRow[],
): Promise<Account[]> {
  const counts = await countsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    // One that was linked in this very transaction is not in the scope yet, and is the person's own.
    toAccount(row, counts.get(row.id) ?? noMessages, scope.levels.get(row.id) ?? 'own'),
  );
}
