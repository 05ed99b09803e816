/**
 * What administrators may see and do about everybody's accounts: states, counts, pausing, asking. No message, no folder's name and nothing
 * that a mail server said of either is read here.
 */
import {
  type Account,
  type AccountState,
  type AuditAction,
  accountNeedOf,
  type OverseenAccount,
  type OversightOutcome,
  unwellAfter,
} from '@mailroom/model';
import type { MailScope } from '../access/mail-scope.ts';
import { type AccountRow, toAccount } from '../accounts/account-row.ts';
import { type AccountCounts, countsOf, noMessages } from '../accounts/counts.ts';
import { actorOf, record } from '../audit/record.ts';
import { read, type StoreContext, type Write, write } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';
import { withoutContent } from './without-content.ts';

/** All but what people and counts add, which belong to other tables. */
export type OverseenState = Omit<OverseenAccount, 'owner' | 'messages' | 'unread'> & { ownerId: string };

export interface AccountCount {
  provider: Account['provider'];
  state: AccountState;
  accounts: number;
  /** Of these, not working for an hour. */
  unwell: number;
  /** Milliseconds since 1970 of the last success of the one that is furthest behind; null where none had one. */
  oldestSync: number | null;
}

/** States that pausing ends. */
const pausable: ReadonlySet<string> = new Set(['syncing', 'watching', 'waiting', 'reconnect', 'blocked']);

/** States in which a runner looks for news, or tries again, when it is asked to. */
const running: ReadonlySet<string> = new Set(['syncing', 'watching', 'waiting', 'blocked']);

/** Milliseconds in which an owner is asked once, however many administrators ask. */
const askedApart = 60 * 60_000;

export class Oversight {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Every account of everybody, oldest first. */
  async accounts(): Promise<OverseenState[]> {
    const rows = await this.#context.db.selectFrom('accounts').selectAll().orderBy('id').execute();
    const now = this.#context.clock.now().getTime();
    return rows.map((row) => toOverseen(row, now));
  }

  /** Messages and unread ones, of these accounts; one that never held any is left out. */
  async counts(accountIds: readonly string[]): Promise<Map<string, AccountCounts>> {
    const counts = await countsOf(
      this.#context.db,
      accountIds.map((id) => rowNumber(id) ?? 0),
    );
    return new Map([...counts].map(([id, each]) => [String(id), each]));
  }

  /** How many accounts there are of each provider in each state, for metrics and probes. */
  async count(): Promise<AccountCount[]> {
    const before = this.#context.clock.now().getTime() - unwellAfter;
    return read(this.#context, async (db) => {
      const rows = await db
        .selectFrom('accounts')
        .select(({ fn, eb }) => [
          'provider',
          'state',
          fn.countAll<number>().as('accounts'),
          fn.sum<number>(eb.case().when('unwell_since', '<=', before).then(1).else(0).end()).as('unwell'),
          fn.min('last_synced_at').as('oldest_sync'),
        ])
        .groupBy(['provider', 'state'])
        .execute();
      return rows.map(({ provider, state, accounts, unwell, oldest_sync }) => ({
        provider: provider as Account['provider'],
        state: state as AccountState,
        accounts,
        unwell,
        oldestSync: oldest_sync,
      }));
    });
  }

  async pause(
    scope: MailScope,
    accountId: string,
    by: 'person' | 'administrator',
  ): Promise<OversightOutcome> {
    return this.#act(scope, accountId, 'account.paused', async (change, row) => {
      const over = row.state === 'paused' && row.paused_by === 'person' && by === 'administrator';
      if (!pausable.has(row.state) && !over) return 'not-now';
      await change.db
        .updateTable('accounts')
        .set({
          state: 'paused',
          paused_by: by,
          failure: null,
          progress: null,
          next_sync_at: null,
          unwell_since: null,
          asked_at: null,
        })
        .where('id', '=', row.id)
        .execute();
      return 'done';
    });
  }

  /** A person resumes what a person paused; an administrator resumes either. */
  async resume(
    scope: MailScope,
    accountId: string,
    by: 'person' | 'administrator',
  ): Promise<OversightOutcome> {
    return this.#act(scope, accountId, 'account.resumed', async (change, row) => {
      if (row.state !== 'paused') return 'not-now';
      if (by === 'person' && row.paused_by === 'administrator') return 'not-now';
      await change.db
        .updateTable('accounts')
        .set({ state: 'syncing', paused_by: null })
        .where('id', '=', row.id)
        .execute();
      return 'done';
    });
  }

  /** Remembers that the owner is asked to see to an account that only they can mend. */
  async ask(scope: MailScope, accountId: string): Promise<OversightOutcome> {
    return this.#act(scope, accountId, 'account.asked-to-reconnect', async (change, row) => {
      const { state, failure } = toAccount(row, noMessages, 'see');
      if (accountNeedOf({ state, failure }) !== 'owner') return 'not-now';
      if (row.asked_at !== null && change.now - row.asked_at < askedApart) return 'asked-already';
      await change.db
        .updateTable('accounts')
        .set({ asked_at: change.now })
        .where('id', '=', row.id)
        .execute();
      return 'done';
    });
  }

  /** Keeps on record that an administrator had an account looked at, where it is in a state for that. */
  async synchronise(scope: MailScope, accountId: string): Promise<OversightOutcome> {
    return this.#act(scope, accountId, 'account.synchronised', async (_change, { state }) =>
      running.has(state) ? 'done' : 'not-now',
    );
  }

  async #act(
    scope: MailScope,
    accountId: string,
    action: AuditAction,
    act: (change: Write, row: AccountRow) => Promise<OversightOutcome>,
  ): Promise<OversightOutcome> {
    return write(this.#context, async (change) => {
      const row = await change.db
        .selectFrom('accounts')
        .selectAll()
        .where('id', '=', rowNumber(accountId) ?? 0)
        .where('state', '!=', 'unlinking')
        .executeTakeFirst();
      if (!row) return 'not-found';
      const outcome = await act(change, row);
      if (outcome !== 'done') return outcome;
      change.changes.account(row.id, row.owner, 'put');
      await record(change, { ...actorOf(scope), action, accountId: row.id });
      return outcome;
    });
  }
}

function toOverseen(row: AccountRow, now: number): OverseenState {
  const { id, provider, address, access, providerAppId, state, failure, pausedBy, ...rest } = toAccount(
    row,
    // No level is given by a role, and counts belong to `counts`.
    noMessages,
    'see',
  );
  const { progress, lastSyncedAt, nextSyncAt, createdAt } = rest;
  const since = row.unwell_since;
  return {
    id,
    ownerId: row.owner,
    provider,
    address,
    access,
    providerAppId,
    state,
    need: accountNeedOf({ state, failure }),
    failure: failure && withoutContent(failure),
    pausedBy,
    progress,
    lastSyncedAt,
    nextSyncAt,
    createdAt,
    unwellSince: since === null ? null : new Date(since).toISOString(),
    unwell: since !== null && now - since >= unwellAfter,
    askedAt: row.asked_at === null ? null : new Date(row.asked_at).toISOString(),
  };
}
