import type { AccountPort, AccountRecord, AccountStatus, ReceivedInHour } from '@mailroom/engine/ports/index';
import type { OrganisationPolicy } from '@mailroom/model';
import { type StoreContext, write } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';
import { effectiveStart } from '../organisation/effective-start.ts';
import { readPolicy } from '../organisation/organisation.ts';
import { type AccountRow, toAccountRecord } from './account-row.ts';
import { countReceived } from './traffic.ts';
import { wellness } from './wellness.ts';

type RowWithCloud = AccountRow & { cloud_id: string | null };

export class StoredAccounts implements AccountPort {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  #select() {
    return this.#context.db
      .selectFrom('accounts')
      .leftJoin('provider_apps', 'provider_apps.id', 'accounts.provider_app_id')
      .selectAll('accounts')
      .select('provider_apps.cloud_id');
  }

  #record(row: RowWithCloud, policy: OrganisationPolicy): AccountRecord | undefined {
    const cloud = this.#context.clouds.find(({ id }) => id === row.cloud_id);
    const record = toAccountRecord(row, cloud);
    if (!record) {
      this.#context.log.error(
        { accountId: row.id, cloudId: row.cloud_id },
        'The cloud of this account is not configured: it is not synchronised',
      );
    }
    return (
      record && {
        ...record,
        syncSince: effectiveStart(record.syncSince, policy, this.#context.clock.now()),
        withoutRoles: policy.sync.withoutRoles,
      }
    );
  }

  async runnable(): Promise<AccountRecord[]> {
    const rows = await this.#select()
      .where('accounts.state', 'not in', ['choosing', 'paused', 'unlinking'])
      .orderBy('accounts.id')
      .execute();
    const policy = await readPolicy(this.#context.db);
    return rows.flatMap((row) => this.#record(row, policy) ?? []);
  }

  async read(accountId: string): Promise<AccountRecord | undefined> {
    const number = rowNumber(accountId);
    if (number === undefined) return undefined;
    const row = await this.#select().where('accounts.id', '=', number).executeTakeFirst();
    return row && this.#record(row, await readPolicy(this.#context.db));
  }

  async saveStatus(accountId: string, status: AccountStatus): Promise<void> {
    const number = rowNumber(accountId);
    if (number === undefined) return;
    await write(this.#context, async ({ db, changes, now }) => {
      const { lastSyncedAt, nextSyncAt, firstSyncDone } = status;
      const how = wellness(status);
      const saved = await db
        .updateTable('accounts')
        .set(({ fn, ref, val }) => ({
          state: status.state,
          failure: status.failure && JSON.stringify(status.failure),
          progress: status.progress && JSON.stringify(status.progress),
          ...(lastSyncedAt && { last_synced_at: lastSyncedAt.getTime() }),
          ...(nextSyncAt !== undefined && { next_sync_at: nextSyncAt?.getTime() ?? null }),
          ...(firstSyncDone !== undefined && { first_sync_done: firstSyncDone ? 1 : 0 }),
          ...(how === 'well' && { unwell_since: null, asked_at: null }),
          ...(how === 'unwell' && { unwell_since: fn.coalesce(ref('unwell_since'), val(now)) }),
        }))
        .where('id', '=', number)
        // A runner that is still stopping must not bring an account back to life that was unlinked or paused meanwhile.
        .where('state', 'not in', ['unlinking', 'paused'])
        .returning(['id', 'owner'])
        .executeTakeFirst();
      if (saved) changes.account(saved.id, saved.owner, 'put');
    });
  }

  async countReceived(accountId: string, octets: number): Promise<ReceivedInHour[]> {
    return countReceived(this.#context, rowNumber(accountId) ?? 0, octets);
  }

  async saveUserName(accountId: string, half: 'imap' | 'smtp', user: string): Promise<void> {
    const number = rowNumber(accountId);
    if (number === undefined) return;
    await write(this.#context, async ({ db }) => {
      await db
        .updateTable('credentials')
        .set(half === 'imap' ? { imap_user: user } : { smtp_user: user })
        .where('account_id', '=', number)
        .execute();
    });
  }
}
