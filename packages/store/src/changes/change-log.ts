/** Reading the change log since a cursor, and keeping it short. */
import type { Change } from '@mailroom/model';
import { changeNoun } from '@mailroom/model';
import { sql } from 'kysely';
import type { MailScope } from '../accounts/access.ts';
import { type StoreContext, write } from '../database/context.ts';

/** Highest sequence number that compaction has deleted. */
const tailSetting = 'changes.tail';

export type ChangesSince =
  | { kind: 'changes'; changes: Change[]; cursor: number }
  /** The log no longer reaches back to the cursor (or never got that far): read everything again, then follow from `cursor`. */
  | { kind: 'start-again'; cursor: number };

export class ChangeLog {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Sequence number of the newest change; 0 before the first. Cheap enough to be asked several times a second. */
  async latest(): Promise<number> {
    const { db } = this.#context;
    const newest = await db
      .selectFrom('changes')
      .select('seq')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    return newest?.seq ?? (await this.#tail());
  }

  async #tail(): Promise<number> {
    const row = await this.#context.db
      .selectFrom('settings')
      .select('value')
      .where('name', '=', tailSetting)
      .executeTakeFirst();
    return row ? Number(row.value) : 0;
  }

  /**
   * Changes after `cursor` that the scope may see, oldest first, at most `limit` log rows looked at per call. `cursor` of the answer
   * passes over rows of others, so that it advances; when it equals `latest()` there is nothing more.
   */
  async since(cursor: number, limit: number, scope: MailScope): Promise<ChangesSince> {
    const { db } = this.#context;
    const [latest, tail] = [await this.latest(), await this.#tail()];
    if (cursor < tail || cursor > latest) return { kind: 'start-again', cursor: latest };
    const rows = await db
      .selectFrom('changes')
      .selectAll()
      .where('seq', '>', cursor)
      .orderBy('seq')
      .limit(limit)
      .execute();
    const visible = new Set(scope.accountIds);
    const changes = rows
      .filter((row) => {
        if (row.noun === 'provider-app') return scope.administrator;
        if (row.owner !== null && row.owner === scope.personId) return true;
        return row.account_id !== null && visible.has(row.account_id);
      })
      .map(
        (row): Change => ({
          seq: row.seq,
          noun: changeNoun.parse(row.noun),
          id: row.entity_id,
          accountId: row.account_id === null ? null : String(row.account_id),
          op: row.op === 'remove' ? 'remove' : 'put',
        }),
      );
    return { kind: 'changes', changes, cursor: rows.at(-1)?.seq ?? cursor };
  }

  /** Deletes what is older than `before`, except the newest `keep` rows. Clients that were away for longer start again. */
  async compact(before: Date, keep = 10_000): Promise<void> {
    await write(this.#context, async ({ db }) => {
      const { upTo } = await db
        .selectFrom('changes')
        .select(({ fn }) => fn.max('seq').as('upTo'))
        .where('at', '<', before.getTime())
        .where('seq', '<=', sql<number>`(select max(seq) from changes) - ${keep}`)
        .executeTakeFirstOrThrow();
      if (upTo === null) return;
      await db.deleteFrom('changes').where('seq', '<=', upTo).execute();
      await db
        .insertInto('settings')
        .values({ name: tailSetting, value: String(upTo) })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: String(upTo) }))
        .execute();
    });
  }
}
