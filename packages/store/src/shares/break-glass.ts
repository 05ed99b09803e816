/**
 * Breaking the glass: an administrator reads an account that nobody shared with them, for a stated reason and a while, and its owner is told.
 * It opens reading and nothing else, and ends by itself (access/mail-scope.ts looks at the time at every request).
 */
import { type BreakGlassInput, type BrokenGlass, type LocaleTag, localeTag, reaches } from '@mailroom/model';
import type { Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { accountsAt, notAllowed } from '../access/require-level.ts';
import { actorOf, record } from '../audit/record.ts';
import { type StoreContext, write } from '../database/context.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { BreakGlassTable } from '../database/tables/sharing.ts';

/** How long an owner finds it on their screen who has not taken note. */
const shown = 90 * 24 * 60 * 60_000;

export interface UnmailedGlass extends BrokenGlass {
  /** The account's. */
  address: string;
  /** Of the account, who is to be told. */
  owner: { id: string; name: string; email: string; locale: LocaleTag | null };
  /** The administrator who reads. */
  readerName: string;
}

export class BreakGlass {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** What the person broke, and what was broken of accounts that are theirs; newest first. */
  async list(scope: MailScope): Promise<BrokenGlass[]> {
    const now = this.#now();
    const rows = await this.#context.db
      .selectFrom('break_glass')
      .selectAll()
      .where(({ or, eb }) =>
        or([eb('person_id', '=', scope.personId), eb('account_id', 'in', accountsAt(scope, 'own'))]),
      )
      .where('began_at', '>', now - shown)
      .orderBy('id', 'desc')
      .execute();
    return rows.map((row) => toBroken(row, now));
  }

  /**
   * @throws Failure not-allowed for whoever is no administrator; not-found for an account that is not there; conflict for one that they may
   *   read anyway.
   */
  async begin(scope: MailScope, { accountId, reason, minutes }: BreakGlassInput): Promise<BrokenGlass> {
    if (!scope.administrator) throw notAllowed('own');
    return write(this.#context, async (change) => {
      const { db, now } = change;
      const account = await db
        .selectFrom('accounts')
        .select(['id', 'owner', 'address'])
        .where('id', '=', rowNumber(accountId) ?? 0)
        .where('state', '!=', 'unlinking')
        .executeTakeFirst();
      if (!account) throw notFound('account');
      const level = scope.levels.get(account.id);
      if (level && reaches(level, 'read')) throw conflict({ noun: 'account', level });
      const row = await db
        .insertInto('break_glass')
        .values({
          account_id: account.id,
          person_id: scope.personId,
          reason,
          began_at: now,
          ends_at: now + minutes * 60_000,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      change.changes.account(account.id, account.owner, 'put');
      const detail = { address: account.address, reason, minutes };
      await record(change, { ...actorOf(scope), action: 'break-glass.began', accountId: account.id, detail });
      return toBroken(row, now);
    });
  }

  /** Before its time, by whoever broke it or the account's owner. @throws Failure not-found */
  async end(scope: MailScope, id: string): Promise<void> {
    await write(this.#context, async (change) => {
      const row = await change.db
        .updateTable('break_glass')
        .set({ ended_at: change.now })
        .where('id', '=', rowNumber(id) ?? 0)
        .where('ended_at', 'is', null)
        .where(({ or, eb }) =>
          or([eb('person_id', '=', scope.personId), eb('account_id', 'in', accountsAt(scope, 'own'))]),
        )
        .returning(['account_id', 'person_id'])
        .executeTakeFirst();
      if (!row) throw notFound('break-glass');
      change.changes.account(row.account_id, row.person_id, 'put');
      await record(change, {
        ...actorOf(scope),
        action: 'break-glass.ended',
        accountId: row.account_id,
        subject: { kind: 'person', id: row.person_id },
      });
    });
  }

  /** The account's owner has taken note. @throws Failure not-found, also for whoever is not its owner */
  async note(scope: MailScope, id: string): Promise<void> {
    await write(this.#context, async ({ db, now }) => {
      const row = await db
        .updateTable('break_glass')
        .set({ read_at: now })
        .where('id', '=', rowNumber(id) ?? 0)
        .where('account_id', 'in', accountsAt(scope, 'own'))
        .returning('id')
        .executeTakeFirst();
      if (!row) throw notFound('break-glass');
    });
  }

  /** Those whose owner was not told by mail yet, oldest first. */
  async unmailed(): Promise<UnmailedGlass[]> {
    const now = this.#now();
    const rows = await this.#context.db
      .selectFrom('break_glass')
      .innerJoin('accounts', 'accounts.id', 'break_glass.account_id')
      .innerJoin('auth_people as owner', 'owner.id', 'accounts.owner')
      .innerJoin('auth_people as reader', 'reader.id', 'break_glass.person_id')
      .selectAll('break_glass')
      .select(['accounts.owner', 'accounts.address', 'owner.name', 'owner.email', 'owner.locale'])
      .select('reader.name as readerName')
      .where('break_glass.mailed_at', 'is', null)
      .where('owner.deactivatedAt', 'is', null)
      .orderBy('break_glass.id')
      .execute();
    return rows.map((row) => ({
      ...toBroken(row, now),
      address: row.address,
      owner: {
        id: row.owner,
        name: row.name,
        email: row.email,
        locale: localeTag.nullable().parse(row.locale),
      },
      readerName: row.readerName,
    }));
  }

  async mailed(id: string): Promise<void> {
    await write(this.#context, async ({ db, now }) => {
      await db
        .updateTable('break_glass')
        .set({ mailed_at: now })
        .where('id', '=', rowNumber(id) ?? 0)
        .execute();
    });
  }

  #now(): number {
    return this.#context.clock.now().getTime();
  }
}

function toBroken(row: Selectable<BreakGlassTable>, now: number): BrokenGlass {
  return {
    id: String(row.id),
    accountId: String(row.account_id),
    personId: row.person_id,
    reason: row.reason,
    beganAt: new Date(row.began_at).toISOString(),
    endsAt: new Date(row.ends_at).toISOString(),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
    active: row.ended_at === null && row.ends_at > now,
    noted: row.read_at !== null,
  };
}
