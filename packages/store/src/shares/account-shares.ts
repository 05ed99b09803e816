/** Shares of whole accounts: made, changed and ended by whoever manages the account. */
import {
  type AccountShare,
  type AccountShareInput,
  type Grantee,
  higher,
  reaches,
  type SharePreview,
  sharedLevel,
} from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { requireLevel } from '../access/require-level.ts';
import { messagesOf } from '../accounts/counts.ts';
import { actorOf, record } from '../audit/record.ts';
import { read, type StoreContext, type Write, write } from '../database/context.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { AccountSharesTable } from '../database/tables/sharing.ts';
import type { Tables } from '../database/tables.ts';
import { isActivePerson } from './active-person.ts';
import { accountViewers } from './viewers.ts';

type ShareRow = Selectable<AccountSharesTable>;

export class AccountShares {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** In the order they were made. @throws Failure as `requireLevel` of seeing */
  async list(scope: MailScope, accountId: string): Promise<AccountShare[]> {
    const id = requireLevel(scope, accountId, 'see');
    const rows = await this.#context.db
      .selectFrom('account_shares')
      .selectAll()
      .where('account_id', '=', id)
      .orderBy('id')
      .execute();
    return rows.map(toShare);
  }

  /** Who would gain what. @throws Failure as `share` */
  async preview(scope: MailScope, accountId: string, input: AccountShareInput): Promise<SharePreview> {
    const id = requireLevel(scope, accountId, 'manage');
    return read(this.#context, async (db) => {
      await requireGrantee(db, id, input.with);
      const levels = new Map(
        (await accountViewers(db, id, this.#now())).map((each) => [each.personId, each.level]),
      );
      const gains = (await peopleOf(db, input.with)).flatMap((personId) => {
        const from = levels.get(personId) ?? null;
        const to = from === null ? input.level : higher(from, input.level);
        return from === to ? [] : [{ personId, from, to }];
      });
      const messages = reaches(input.level, 'read') ? await messagesOf(db, id) : 0;
      return { gains, messages };
    });
  }

  /**
   * Lets a person or a group in, or gives them another level.
   *
   * @throws Failure not-found for an account, a person or a group that is not there; not-allowed where the account may not be managed;
   *   conflict for its owner, who holds it already.
   */
  async share(scope: MailScope, accountId: string, input: AccountShareInput): Promise<AccountShare> {
    const id = requireLevel(scope, accountId, 'manage');
    return write(this.#context, async (change) => {
      const { db } = change;
      const owner = await requireGrantee(db, id, input.with);
      const known = await shareWith(db, id, input.with);
      const row = known
        ? await db
            .updateTable('account_shares')
            .set({ level: input.level, granted_by: scope.personId })
            .where('id', '=', known.id)
            .returningAll()
            .executeTakeFirstOrThrow()
        : await db
            .insertInto('account_shares')
            .values({
              account_id: id,
              ...columnsOf(input.with),
              level: input.level,
              granted_by: scope.personId,
              created_at: change.now,
            })
            .returningAll()
            .executeTakeFirstOrThrow();
      change.changes.account(id, owner, 'put');
      await record(change, {
        ...actorOf(scope),
        action: known ? 'account.share-changed' : 'account.shared',
        accountId: id,
        subject: input.with,
        detail: { level: input.level, ...(known ? { before: known.level } : {}) },
      });
      return toShare(row);
    });
  }

  /** @throws Failure not-found; not-allowed where the account may not be managed */
  async end(scope: MailScope, accountId: string, shareId: string): Promise<void> {
    const id = requireLevel(scope, accountId, 'manage');
    await write(this.#context, async (change) => {
      const row = await change.db
        .deleteFrom('account_shares')
        .where('id', '=', rowNumber(shareId) ?? 0)
        .where('account_id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (!row) throw notFound('share');
      await ended(change, scope, row);
    });
  }

  #now(): number {
    return this.#context.clock.now().getTime();
  }
}

/** What every end of a share owes: whom it concerns is told, and it is on record. */
export async function ended(change: Write, scope: MailScope, row: ShareRow): Promise<void> {
  const account = await change.db
    .selectFrom('accounts')
    .select('owner')
    .where('id', '=', row.account_id)
    .executeTakeFirstOrThrow();
  change.changes.account(row.account_id, account.owner, 'put');
  await record(change, {
    ...actorOf(scope),
    action: 'account.share-ended',
    accountId: row.account_id,
    subject: granteeOf(row),
    detail: { level: row.level },
  });
}

/** @returns the account's owner. @throws Failure not-found, conflict */
async function requireGrantee(db: Kysely<Tables>, accountId: number, grantee: Grantee): Promise<string> {
  const account = await db
    .selectFrom('accounts')
    .select('owner')
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!account) throw notFound('account');
  if (grantee.kind === 'person') {
    if (grantee.id === account.owner) throw conflict({ noun: 'share', with: 'owner' });
    if (!(await isActivePerson(db, grantee.id))) throw notFound('person');
    return account.owner;
  }
  const group = await db
    .selectFrom('groups')
    .select('id')
    .where('id', '=', rowNumber(grantee.id) ?? 0)
    .executeTakeFirst();
  if (!group) throw notFound('group');
  return account.owner;
}

async function peopleOf(db: Kysely<Tables>, grantee: Grantee): Promise<string[]> {
  if (grantee.kind === 'person') return [grantee.id];
  const rows = await db
    .selectFrom('group_members')
    .select('person_id')
    .where('group_id', '=', rowNumber(grantee.id) ?? 0)
    .orderBy('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

function columnsOf({ kind, id }: Grantee): { person_id: string | null; group_id: number | null } {
  return kind === 'person'
    ? { person_id: id, group_id: null }
    : { person_id: null, group_id: rowNumber(id) ?? 0 };
}

async function shareWith(
  db: Kysely<Tables>,
  accountId: number,
  grantee: Grantee,
): Promise<ShareRow | undefined> {
  const { person_id, group_id } = columnsOf(grantee);
  return db
    .selectFrom('account_shares')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('person_id', 'is not distinct from', person_id)
    .where('group_id', 'is not distinct from', group_id)
    .executeTakeFirst();
}

function granteeOf(row: ShareRow): Grantee {
  return row.person_id === null
    ? { kind: 'group', id: String(row.group_id) }
    : { kind: 'person', id: row.person_id };
}

function toShare(row: ShareRow): AccountShare {
  return {
    id: String(row.id),
    accountId: String(row.account_id),
    with: granteeOf(row),
    level: sharedLevel.parse(row.level),
    grantedBy: row.granted_by,
    createdAt: new Date(row.created_at).toISOString(),
  };
}
