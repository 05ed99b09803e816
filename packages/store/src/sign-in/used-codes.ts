/** Codes of authenticator apps that were told (RFC 6238 5.2: the verifier must not accept the second attempt of a code). */
import { type StoreContext, write } from '../database/context.ts';

/** Longer than any code is good: its own half minute, and one before and after it for clocks that differ. */
const remembered = 3 * 60_000;

export class UsedCodes {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /**
   * Whether the person may use the code now: of several who tell the same, however close together, one may. A wrong code is claimed
   * like a right one, for which of them it is, is looked at afterwards.
   */
  async claim(personId: string, code: string): Promise<boolean> {
    return write(this.#context, async ({ db, now }) => {
      await db
        .deleteFrom('used_codes')
        .where('used_at', '<', now - remembered)
        .execute();
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('used_codes')
        .values({ person_id: personId, code, used_at: now })
        .onConflict((existing) => existing.columns(['person_id', 'code']).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    });
  }
}
