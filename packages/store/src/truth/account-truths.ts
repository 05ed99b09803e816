/** The owner's truth as the server asks for it: every read needs a level of access to the account. */
import { type AccountDiagnostics, type AccountEvent, type AccountTruth, release } from '@mailroom/model';
import type { Transaction } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { requireLevel } from '../access/require-level.ts';
import type { AccountRow } from '../accounts/account-row.ts';
import { askForCheck } from '../completeness/check-record.ts';
import { read, type StoreContext } from '../database/context.ts';
import { notFound } from '../database/refusals.ts';
import type { Tables } from '../database/tables.ts';
import { accountTruthOf } from './account-truth.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { eventsOf } from './events.ts';

export class AccountTruths {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** @throws Failure as `requireLevel`, here and below */
  async read(scope: MailScope, accountId: string): Promise<AccountTruth> {
    const number = requireLevel(scope, accountId, 'see');
    const now = this.#context.clock.now();
    return read(this.#context, async (db) => accountTruthOf(db, await accountRow(db, number), now));
  }

  /** Oldest first. */
  async events(scope: MailScope, accountId: string): Promise<AccountEvent[]> {
    const number = requireLevel(scope, accountId, 'see');
    return eventsOf(this.#context.db, number, this.#context.clock.now());
  }

  /** Notes that a completeness check is wanted; the engine is to be told. */
  async askForCheck(scope: MailScope, accountId: string): Promise<void> {
    await askForCheck(this.#context, requireLevel(scope, accountId, 'manage'));
  }

  async diagnostics(scope: MailScope, accountId: string): Promise<AccountDiagnostics> {
    const number = requireLevel(scope, accountId, 'manage');
    const about = { release, now: this.#context.clock.now() };
    return read(this.#context, async (db) => diagnosticsOf(db, await accountRow(db, number), about));
  }
}

async function accountRow(db: Transaction<Tables>, id: number): Promise<AccountRow> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('account');
  return row;
}
