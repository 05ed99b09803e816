/** Reading the change log since a cursor, and keeping it short. */
import type { Change } from '@mailroom/model';
import { changeNoun } from '@mailroom/model';
import type { MailScope } from '../access/mail-scope.ts';
import { holds } from '../access/require-level.ts';
import type { UnsavedStatuses } from '../accounts/unsaved-status.ts';
import { type StoreContext, write } from '../database/context.ts';

/** Highest sequence number that compaction has deleted. */
const tailSetting = 'changes.tail';

/** Deleted in one transaction, which others that write wait for: some ten milliseconds. */
const rowsPerTransaction = 5_000;

/** Told to administrators; a person's own also to that person. */
const administrative: ReadonlySet<string> = new Set(['provider-app', 'person', 'group', 'invitation']);

function isOwn(row: { noun: string; entity_id: string | null }, scope: MailScope): boolean {
  return row.noun === 'person' && (row.entity_id === null || row.entity_id === scope.personId);
}

export type ChangesSince =
  | { kind: 'changes'; changes: Change[]; cursor: number }
  /** The log no longer reaches back to the cursor (or never got that far): read everything again, then follow from `cursor`. */
  | { kind: 'start-again'; cursor: number };

export class ChangeLog {
  readonly #context: StoreContext;
  readonly #unsaved: Pick<UnsavedStatuses, 'accountIds'>;

  constructor(context: StoreContext, unsaved: Pick<UnsavedStatuses, 'accountIds'> = { accountIds: [] }) {
    this.#context = context;
    this.#unsaved = unsaved;
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
    const changes = rows
      .filter((row) => {
        if (administrative.has(row.noun)) return scope.administrator || isOwn(row, scope);
        if (row.owner !== null && row.owner === scope.personId) return true;
        return (
          row.account_id !== null && holds(scope, row.account_id, row.noun === 'account' ? 'see' : 'read')
        );
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
    if (rows.length === 0) changes.push(...this.#untold(cursor, scope));
    return { kind: 'changes', changes, cursor: rows.at(-1)?.seq ?? cursor };
  }

  /** Of states that could not be stored nothing is in the log either: whoever follows is told each time they ask, until one is. */
  #untold(cursor: number, scope: MailScope): Change[] {
    return this.#unsaved.accountIds
      .filter((id) => scope.levels.has(Number(id)))
      .map((id): Change => ({ seq: cursor, noun: 'account', id, accountId: id, op: 'put' }));
  }

  /**
   * Deletes what is older than `before`, except the newest `keep` rows, and whatever its age what is beyond the newest `most`: a mailbox
   * that changes all day must not fill the disk. Clients that were away for longer start again. In transactions of bounded length, each
   * of which moves the tail with the rows, so that one that is cut off leaves a log that is right.
   */
  async compact(before: Date, keep = 10_000, most = 200_000): Promise<void> {
    const upTo = await this.#lastToDelete(before, keep, most);
    for (let from = (await this.#tail()) + 1; from <= upTo; from += rowsPerTransaction) {
      await this.#deleteUpTo(Math.min(from + rowsPerTransaction - 1, upTo));
    }
  }

  async #lastToDelete(before: Date, keep: number, most: number): Promise<number> {
    const newest = await this.latest();
    const aged = await this.#context.db
      .selectFrom('changes')
      .select('seq')
      .where('at', '<', before.getTime())
      .where('seq', '<=', newest - keep)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    return Math.max(aged?.seq ?? 0, newest - most);
  }

  async #deleteUpTo(seq: number): Promise<void> {
    await write(this.#context, async ({ db }) => {
      await db.deleteFrom('changes').where('seq', '<=', seq).execute();
      await db
        .insertInto('settings')
        .values({ name: tailSetting, value: String(seq) })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: String(seq) }))
        .execute();
    });
  }
}
