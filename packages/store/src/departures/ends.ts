/** What ends by itself after somebody has left: accounts on the day that was chosen, and their name when nothing names them any more. */
import type { Kysely } from 'kysely';
import { beginUnlinking } from '../accounts/unlink.ts';
import { mailroomItself } from '../audit/record.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import type { Tables } from '../database/tables.ts';

export class DepartureEnds {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Begins to unlink accounts whose day has come. @returns their ids, for the engine to finish it */
  async purgeDue(): Promise<string[]> {
    return write(this.#context, async (change) => {
      const due = await change.db
        .selectFrom('accounts')
        .selectAll()
        .where('purge_at', '<=', change.now)
        .where('state', '!=', 'unlinking')
        .orderBy('id')
        .execute();
      for (const row of due) await beginUnlinking(change, row, { actor: mailroomItself });
      return due.map(({ id }) => String(id));
    });
  }

  /**
   * Forgets who left before that time, where no account of theirs is left and the audit log names them no more: their name, address and
   * picture, and the plan by which they left.
   */
  async forget(before: Date): Promise<void> {
    await write(this.#context, async (change) => {
      for (const personId of await forgettable(change.db, before.getTime()))
        await forgetPerson(change, personId);
    });
  }
}

async function forgettable(db: Kysely<Tables>, before: number): Promise<string[]> {
  const rows = await db
    .selectFrom('departures as d')
    .innerJoin('auth_people as p', 'p.id', 'd.person_id')
    .select('d.person_id')
    .where('p.deactivatedAt', 'is not', null)
    .groupBy('d.person_id')
    .having(({ fn, eb }) =>
      eb.and([eb(fn.max('d.ended_at'), '<', before), eb(fn.count('d.ended_at'), '=', fn.countAll())]),
    )
    .execute();
  const ids: string[] = [];
  for (const { person_id } of rows) {
    const account = await db
      .selectFrom('accounts')
      .select('id')
      .where('owner', '=', person_id)
      .executeTakeFirst();
    const named = await db
      .selectFrom('audit')
      .select('id')
      .where(({ or, and, eb }) =>
        or([
          eb('actor', '=', person_id),
          and([eb('subject_kind', '=', 'person'), eb('subject_id', '=', person_id)]),
        ]),
      )
      .limit(1)
      .executeTakeFirst();
    if (!account && !named) ids.push(person_id);
  }
  return ids;
}

async function forgetPerson({ db, changes }: Write, personId: string): Promise<void> {
  await db.deleteFrom('departures').where('person_id', '=', personId).execute();
  await db.deleteFrom('departure_letters').where('recipient', '=', personId).execute();
  await db.deleteFrom('pictures').where('person_id', '=', personId).execute();
  await db.deleteFrom('used_codes').where('person_id', '=', personId).execute();
  await db.deleteFrom('alerts').where('recipient', '=', personId).execute();
  await db.deleteFrom('announced_notices').where('recipient', '=', personId).execute();
  await db.deleteFrom('idempotency_keys').where('person_id', '=', personId).execute();
  await db.deleteFrom('break_glass').where('person_id', '=', personId).execute();
  await db.deleteFrom('auth_credentials').where('userId', '=', personId).execute();
  await db.deleteFrom('auth_people').where('id', '=', personId).execute();
  changes.remove('person', null, [personId]);
}
