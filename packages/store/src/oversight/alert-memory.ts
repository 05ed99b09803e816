/**
 * Which alerts are on, since when, and who was told of each. What has ended is forgotten, so that the same thing happening again is news
 * again, and so that nothing grows.
 */
import { sql } from 'kysely';
import { type StoreContext, write } from '../database/context.ts';

export interface AlertKey {
  kind: string;
  /** Id of the account or provider app; empty where there is only one. */
  subject: string;
}

export interface AlertOn extends AlertKey {
  /** When it was first seen. */
  since: Date;
}

const same = (one: AlertKey, other: AlertKey): boolean =>
  one.kind === other.kind && one.subject === other.subject;

export class AlertMemory {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async on(): Promise<AlertOn[]> {
    const rows = await this.#context.db
      .selectFrom('alerts')
      .selectAll()
      .where('recipient', '=', '')
      .orderBy('at')
      .execute();
    return rows.map(({ kind, subject, at }) => ({ kind, subject, since: new Date(at) }));
  }

  /** Keeps exactly these; answers those that were not on before. */
  async keep(current: readonly AlertKey[]): Promise<AlertKey[]> {
    const before = await this.on();
    const ended = before.filter((alert) => !current.some((one) => same(one, alert)));
    const begun = current.filter((alert) => !before.some((one) => same(one, alert)));
    if (ended.length === 0 && begun.length === 0) return [];
    await write(this.#context, async ({ db, now }) => {
      for (const { kind, subject } of ended) {
        await db.deleteFrom('alerts').where('kind', '=', kind).where('subject', '=', subject).execute();
      }
      for (const { kind, subject } of begun) {
        await db
          .insertInto('alerts')
          .values({ kind, subject, recipient: '', at: now })
          .onConflict((existing) => existing.doNothing())
          .execute();
      }
    });
    return begun;
  }

  /** Of these alerts, those that the person was not told of. */
  async untold(personId: string, alerts: readonly AlertKey[]): Promise<AlertKey[]> {
    const told = await this.#context.db
      .selectFrom('alerts')
      .select(['kind', 'subject'])
      .where('recipient', '=', personId)
      .execute();
    return alerts.filter((alert) => !told.some((one) => same(one, alert)));
  }

  /** When the person was last told of an alert that is still on. */
  async lastTold(personId: string): Promise<Date | null> {
    const row = await this.#context.db
      .selectFrom('alerts')
      .select(({ fn }) => fn.max('at').as('at'))
      .where('recipient', '=', personId)
      .executeTakeFirst();
    return row?.at ? new Date(row.at) : null;
  }

  /** Does nothing for an alert that has ended meanwhile. */
  async told(personId: string, alerts: readonly AlertKey[]): Promise<void> {
    await write(this.#context, async ({ db, now }) => {
      for (const { kind, subject } of alerts) {
        await sql`insert into alerts (kind, subject, recipient, at)
          select kind, subject, ${personId}, ${now} from alerts
          where kind = ${kind} and subject = ${subject} and recipient = ''
          on conflict do nothing`.execute(db);
      }
    });
  }
}
