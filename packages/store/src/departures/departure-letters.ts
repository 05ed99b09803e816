/** Whom to write about what was done when somebody left: themselves, who took an account over, and who is to know that it was done by its taker. */
import { type AccountFate, accountFate, type LocaleTag, localeTag } from '@mailroom/model';
import { type StoreContext, write } from '../database/context.ts';

interface Named {
  id: string;
  name: string;
  email: string;
  locale: LocaleTag | null;
}

/** One step, to one person. */
export interface DepartureLetter {
  departureId: number;
  position: number;
  address: string;
  accountId: number;
  fate: AccountFate;
  /** Why it was kept instead, where it was. */
  instead: string | null;
  recipient: Named;
  leaver: { id: string; name: string };
  /** Who decided it. */
  decider: { id: string; name: string };
  /** Who has it now; empty where nobody was to. */
  heirName: string;
}

export class DepartureLetters {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Those that were not sent, oldest first. */
  async unsent(): Promise<DepartureLetter[]> {
    const rows = await this.#context.db
      .selectFrom('departure_letters as l')
      .innerJoin('departure_steps as s', (join) =>
        join.onRef('s.departure_id', '=', 'l.departure_id').onRef('s.position', '=', 'l.position'),
      )
      .innerJoin('departures as d', 'd.id', 'l.departure_id')
      .innerJoin('auth_people as recipient', 'recipient.id', 'l.recipient')
      .innerJoin('auth_people as leaver', 'leaver.id', 'd.person_id')
      .leftJoin('auth_people as decider', 'decider.id', 's.decided_by')
      .select(['l.departure_id', 'l.position', 's.address', 's.account_id', 's.fate', 's.outcome'])
      .select(['recipient.id', 'recipient.name', 'recipient.email', 'recipient.locale'])
      .select(['leaver.id as leaver_id', 'leaver.name as leaver_name'])
      .select(['s.decided_by', 'decider.name as decider_name'])
      .where('l.mailed_at', 'is', null)
      .orderBy('l.departure_id')
      .orderBy('l.position')
      .execute();
    const people = await this.#context.db.selectFrom('auth_people').select(['id', 'name']).execute();
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return rows.map((row) => {
      const fate = accountFate.parse(JSON.parse(row.fate ?? 'null'));
      const { instead = null } = JSON.parse(row.outcome) as { instead?: string };
      return {
        departureId: row.departure_id,
        position: row.position,
        address: row.address ?? '',
        accountId: row.account_id ?? 0,
        fate,
        instead,
        recipient: {
          id: row.id,
          name: row.name,
          email: row.email,
          locale: localeTag.nullable().parse(row.locale),
        },
        leaver: { id: row.leaver_id, name: row.leaver_name },
        decider: { id: row.decided_by, name: row.decider_name ?? '' },
        heirName: fate.kind === 'hand-over' ? (names.get(fate.to) ?? '') : '',
      };
    });
  }

  async sent(letters: readonly DepartureLetter[]): Promise<void> {
    await write(this.#context, async ({ db, now }) => {
      for (const { departureId, position, recipient } of letters) {
        await db
          .updateTable('departure_letters')
          .set({ mailed_at: now })
          .where('departure_id', '=', departureId)
          .where('position', '=', position)
          .where('recipient', '=', recipient.id)
          .execute();
      }
    });
  }
}
