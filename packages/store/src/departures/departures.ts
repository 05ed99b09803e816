/**
 * Somebody leaves. The plan is stored before anything of it is done, as steps in their order; each step is one transaction that does it,
 * marks it as done and records it, so that a process that dies between two steps leaves a plan that the next one goes on with:
 *
 * ```
 * begin ─▶ sign-in ─▶ access ─▶ account ─▶ account ─▶ … ─▶ ended
 *                                                          └─ settle: one more step, while an account of theirs is left
 * ```
 */
import {
  type AccountFate,
  accountFate,
  type Departure,
  type DeparturePlan,
  type DepartureStep,
  type DepartureStepKind,
  departureStepKind,
  type Leaving,
} from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import { read, type StoreContext, type Write, write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import { conflict, invalidRequest, notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { DepartureStepsTable, DeparturesTable } from '../database/tables/departures.ts';
import type { Tables } from '../database/tables.ts';
import { existing, keepAnAdministrator } from '../people/people-service.ts';
import { isActivePerson } from '../shares/active-person.ts';
import { belongingsOf, leavingAccounts } from './belongings.ts';
import { decider } from './decider.ts';
import { endAccess } from './end-access.ts';
import { endSignIn } from './end-sign-in.ts';
import { settleAccount } from './settle-account.ts';
import type { DoStep } from './step.ts';

type DepartureRow = Selectable<DeparturesTable>;
type StepRow = Selectable<DepartureStepsTable>;

const steps: Readonly<Record<DepartureStepKind, DoStep>> = {
  'sign-in': endSignIn,
  access: endAccess,
  account: settleAccount,
};

/** A step that was just done, for whoever has to end or begin something outside the store. */
export interface DoneStep {
  personId: string;
  kind: DepartureStepKind;
  accountId: string | null;
}

export class Departures {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * @param namedForDays how long the audit log names somebody
   * @throws Failure not-found
   */
  async read(personId: string, namedForDays: number): Promise<Leaving> {
    return read(this.#context, async (db) => {
      const { id, name, email, deactivatedAt } = await existing(db, personId);
      const last = await lastOf(db, personId);
      return {
        person: { id, name, email, state: deactivatedAt === null ? 'active' : 'deactivated' },
        belongings: await belongingsOf(db, personId, this.#context.clock.now().getTime()),
        departure: last ? await presented(db, last, namedForDays) : null,
      };
    });
  }

  /**
   * Stores the plan; `carryOut` does it.
   *
   * @returns its id
   * @throws Failure not-found; conflict, where `detail` says why: `person` is `yourself` or `last-administrator`; `departure` is `made`
   *   before; `accounts` are `others` than the plan names; `heir` is `not-active`. invalid-request for handing over to oneself without a reason.
   */
  async begin(by: MailScope, personId: string, plan: DeparturePlan): Promise<string> {
    return write(this.#context, async (change) => {
      const { db, now } = change;
      await requireLeaver(db, by, personId);
      const accounts = await leavingAccounts(db, personId);
      const named = new Map(plan.accounts.map(({ accountId, fate }) => [accountId, fate]));
      if (named.size !== accounts.length || accounts.some(({ id }) => !named.has(id))) {
        throw conflict({ accounts: 'others' });
      }
      for (const fate of named.values()) await requireFate(db, by, personId, fate);
      const { id } = await db
        .insertInto('departures')
        .values({ person_id: personId, made_by: by.personId, made_at: now })
        .returning('id')
        .executeTakeFirstOrThrow();
      await addStep(change, id, { kind: 'sign-in', by });
      await addStep(change, id, { kind: 'access', by });
      for (const account of accounts) {
        await addStep(change, id, { kind: 'account', by, account, fate: named.get(account.id) });
      }
      await record(change, {
        ...actorOf(by),
        action: 'person.handed-over',
        subject: { kind: 'person', id: personId },
        detail: {
          ...countsOf([...named.values()]),
        },
      });
      change.changes.put('person', null, [personId]);
      return String(id);
    });
  }

  /**
   * Decides otherwise about an account that is left, as one more step.
   *
   * @returns the departure's id
   * @throws Failure not-found for an account that is not left of a departure that has ended; otherwise as `begin`
   */
  async settle(by: MailScope, personId: string, accountId: string, fate: AccountFate): Promise<string> {
    return write(this.#context, async (change) => {
      const { db } = change;
      const { deactivatedAt } = await existing(db, personId);
      const last = await lastOf(db, personId);
      const account = (await leavingAccounts(db, personId)).find(({ id }) => id === accountId);
      if (!last || last.ended_at === null || deactivatedAt === null || !account) throw notFound('account');
      await requireFate(db, by, personId, fate);
      await db.updateTable('departures').set({ ended_at: null }).where('id', '=', last.id).execute();
      await addStep(change, last.id, { kind: 'account', by, account, fate });
      return String(last.id);
    });
  }

  /** Departures that somebody began and nobody has ended: what a process that died left behind. */
  async unfinished(): Promise<string[]> {
    const rows = await this.#context.db
      .selectFrom('departures')
      .select('id')
      .where('ended_at', 'is', null)
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => String(id));
  }

  /** Does what waits, step by step. @param done is told of each once it is stored */
  async carryOut(id: string, done: (step: DoneStep) => void = () => undefined): Promise<void> {
    for (let step = await this.#next(id); step !== null; step = await this.#next(id)) done(step);
  }

  async #next(id: string): Promise<DoneStep | null> {
    return write(this.#context, async (change) => {
      const { db, now } = change;
      const number = rowNumber(id) ?? 0;
      const row = await db
        .selectFrom('departure_steps as s')
        .innerJoin('departures as d', 'd.id', 's.departure_id')
        .selectAll('s')
        .select('d.person_id')
        .where('s.departure_id', '=', number)
        .where('s.done_at', 'is', null)
        .orderBy('s.position')
        .executeTakeFirst();
      if (!row) {
        await db
          .updateTable('departures')
          .set({ ended_at: now })
          .where('id', '=', number)
          .where('ended_at', 'is', null)
          .execute();
        return null;
      }
      const { kind, fate } = toStep(row);
      const account = row.account_id === null || fate === null ? null : { id: row.account_id, fate };
      const { outcome, tell } = await steps[kind](change, {
        personId: row.person_id,
        by: decider(row.decided_by),
        account,
      });
      await db
        .updateTable('departure_steps')
        .set({ done_at: now, outcome: JSON.stringify(outcome) })
        .where('departure_id', '=', number)
        .where('position', '=', row.position)
        .execute();
      for (const recipient of new Set(tell)) {
        await db
          .insertInto('departure_letters')
          .values({ departure_id: number, position: row.position, recipient, mailed_at: null })
          .execute();
      }
      change.changes.put('person', null, [row.person_id]);
      return {
        personId: row.person_id,
        kind,
        accountId: row.account_id === null ? null : String(row.account_id),
      };
    });
  }
}

/** Days are counted in UTC, as they were chosen. */
function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function countsOf(fates: readonly AccountFate[]): Record<string, number> {
  const count = (kind: AccountFate['kind']) => fates.filter((fate) => fate.kind === kind).length;
  return { handedOver: count('hand-over'), kept: count('keep'), purged: count('purge') };
}

async function requireLeaver(db: Kysely<Tables>, by: MailScope, personId: string): Promise<void> {
  const person = await existing(db, personId);
  if (personId === by.personId) throw conflict({ person: 'yourself' });
  if (person.deactivatedAt === null) {
    await keepAnAdministrator(db, personId);
    return;
  }
  if (await lastOf(db, personId)) throw conflict({ departure: 'made' });
}

async function requireFate(
  db: Kysely<Tables>,
  by: MailScope,
  personId: string,
  fate: AccountFate,
): Promise<void> {
  if (fate.kind !== 'hand-over') return;
  if (fate.to === personId || !(await isActivePerson(db, fate.to))) throw conflict({ heir: 'not-active' });
  if (fate.to === by.personId && fate.reason === null) throw invalidRequest({ reason: 'too-small' });
}

async function lastOf(db: Kysely<Tables>, personId: string): Promise<DepartureRow | undefined> {
  return db
    .selectFrom('departures')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

async function addStep(
  { db }: Write,
  departureId: number,
  step: {
    kind: DepartureStepKind;
    by: MailScope;
    account?: { id: string; address: string };
    fate?: AccountFate | undefined;
  },
): Promise<void> {
  const { last } = await db
    .selectFrom('departure_steps')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('departure_id', '=', departureId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('departure_steps')
    .values({
      departure_id: departureId,
      position: (last ?? 0) + 1,
      kind: step.kind,
      account_id: step.account ? (rowNumber(step.account.id) ?? null) : null,
      address: step.account?.address ?? null,
      fate: step.fate ? JSON.stringify(step.fate) : null,
      decided_by: step.by.personId,
      done_at: null,
      outcome: '{}',
    })
    .execute();
}

function toStep(row: StepRow): DepartureStep {
  return {
    position: row.position,
    kind: departureStepKind.parse(row.kind),
    accountId: row.account_id === null ? null : String(row.account_id),
    address: row.address,
    fate: row.fate === null ? null : accountFate.parse(JSON.parse(row.fate)),
    doneAt: row.done_at === null ? null : new Date(row.done_at).toISOString(),
    outcome: fromJson<DepartureStep['outcome']>(row.outcome),
  };
}

async function presented(db: Kysely<Tables>, row: DepartureRow, namedForDays: number): Promise<Departure> {
  const rows = await db
    .selectFrom('departure_steps')
    .selectAll()
    .where('departure_id', '=', row.id)
    .orderBy('position')
    .execute();
  const maker = await db
    .selectFrom('auth_people')
    .select('name')
    .where('id', '=', row.made_by)
    .executeTakeFirst();
  const left = await leavingAccounts(db, row.person_id);
  return {
    id: String(row.id),
    madeBy: { id: row.made_by, name: maker?.name ?? '' },
    madeAt: new Date(row.made_at).toISOString(),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
    steps: rows.map(toStep),
    left: left.map(({ purgeAt, ...each }) => ({
      ...each,
      purgeOn: purgeAt === null ? null : day(purgeAt),
    })),
    namedForDays,
  };
}
