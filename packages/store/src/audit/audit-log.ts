import {
  type AuditAction,
  type AuditDetail,
  type AuditRecord,
  auditAction,
  auditSubjectKind,
} from '@mailroom/model';
import type { Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { accountsAt } from '../access/require-level.ts';
import { read, type StoreContext, write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import { notFound } from '../database/refusals.ts';
import { rowNumber, rowNumbers } from '../database/row-id.ts';
import type { AuditTable } from '../database/tables/sharing.ts';
import { type AuditEntry, record } from './record.ts';

export interface AuditQuery {
  action?: AuditAction | undefined;
  /** Person id, or `mailroom`. */
  actor?: string | undefined;
  accountId?: string | undefined;
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
  /** Only what others did with accounts that are the person's own. */
  byOthers?: boolean | undefined;
  /** Id of the last record of the page before. */
  after?: string | undefined;
  limit: number;
}

export interface AuditNames {
  people: { id: string; name: string }[];
  accounts: { id: string; address: string }[];
}

/** Whom a record names: who did it, whom it was done to, and who is told of in its detail. */
function peopleIn({ actor, subject, detail }: AuditRecord): string[] {
  const told = [detail.person, detail.invitedBy].filter((id) => typeof id === 'string');
  return [actor, ...(subject?.kind === 'person' ? [subject.id] : []), ...told];
}

/** Deleted in one transaction, which others that write wait for. */
const rowsPerTransaction = 5_000;

/** The audit log as the server keeps and shows it. What the store does it records itself, in the transaction that does it: see record.ts. */
export class AuditLog {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** For what is done outside the store, such as signing in. */
  async record(entry: AuditEntry): Promise<void> {
    await write(this.#context, (change) => record(change, entry));
  }

  /**
   * Newest first. Administrators see all of it, which holds no mail; everybody else what was done by them, to them, and with accounts that
   * are theirs.
   *
   * @throws Failure not-found for an account that is not theirs
   */
  async list(scope: MailScope, query: AuditQuery): Promise<AuditRecord[]> {
    const own = accountsAt(scope, 'own');
    const accountId = query.accountId === undefined ? undefined : (rowNumber(query.accountId) ?? 0);
    if (accountId !== undefined && !scope.administrator && !own.includes(accountId))
      throw notFound('account');
    let select = this.#context.db.selectFrom('audit').selectAll();
    if (!scope.administrator) {
      select = select.where(({ or, and, eb }) =>
        or([
          eb('actor', '=', scope.personId),
          and([eb('subject_kind', '=', 'person'), eb('subject_id', '=', scope.personId)]),
          eb('account_id', 'in', own),
        ]),
      );
    }
    if (query.byOthers === true) {
      select = select.where('account_id', 'in', own).where('actor', '!=', scope.personId);
    }
    if (accountId !== undefined) select = select.where('account_id', '=', accountId);
    if (query.action !== undefined) select = select.where('action', '=', query.action);
    if (query.actor !== undefined) select = select.where('actor', '=', query.actor);
    if (query.from !== undefined) select = select.where('at', '>=', query.from.getTime());
    if (query.to !== undefined) select = select.where('at', '<', query.to.getTime());
    if (query.after !== undefined) select = select.where('id', '<', rowNumber(query.after) ?? 0);
    const rows = await select.orderBy('id', 'desc').limit(query.limit).execute();
    return rows.map(toRecord);
  }

  /**
   * The people and the accounts that records name. Of accounts those that the person knows of, or all for administrators; nothing of what
   * is not there any more.
   */
  async named(scope: MailScope, records: readonly AuditRecord[]): Promise<AuditNames> {
    return read(this.#context, async (db) => {
      const people = await db
        .selectFrom('auth_people')
        .select(['id', 'name'])
        .where('id', 'in', [...new Set(records.flatMap(peopleIn))])
        .execute();
      const accountIds = new Set(rowNumbers(records.flatMap(({ accountId }) => accountId ?? [])));
      const accounts = await db
        .selectFrom('accounts')
        .select(['id', 'address'])
        .where(
          'id',
          'in',
          [...accountIds].filter((id) => scope.administrator || scope.levels.has(id)),
        )
        .execute();
      return { people, accounts: accounts.map(({ id, address }) => ({ id: String(id), address })) };
    });
  }

  /** Forgets what is older: all that ever leaves the log. */
  async forget(before: Date): Promise<void> {
    for (let deleted = rowsPerTransaction; deleted === rowsPerTransaction; ) {
      deleted = await write(this.#context, async ({ db }) => {
        const { numDeletedRows } = await db
          .deleteFrom('audit')
          .where('id', 'in', (select) =>
            select
              .selectFrom('audit')
              .select('id')
              .where('at', '<', before.getTime())
              .orderBy('at')
              .limit(rowsPerTransaction),
          )
          .executeTakeFirst();
        return Number(numDeletedRows);
      });
    }
  }
}

function toRecord(row: Selectable<AuditTable>): AuditRecord {
  return {
    id: String(row.id),
    at: new Date(row.at).toISOString(),
    actor: row.actor,
    action: auditAction.parse(row.action),
    accountId: row.account_id === null ? null : String(row.account_id),
    subject:
      row.subject_kind === null
        ? null
        : { kind: auditSubjectKind.parse(row.subject_kind), id: row.subject_id ?? '' },
    detail: fromJson<AuditDetail>(row.detail),
    sessionId: row.session_id,
    keyId: row.key_id,
    network: row.network,
  };
}
