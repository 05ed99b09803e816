/** Which notices were announced to whom, so that a restart announces nothing a second time. Goes with the credential. */
import { type StoreContext, write } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';

export interface Announcement {
  credentialId: string;
  /** The threshold, days before the credential's end. */
  days: number;
  /** Person id; null for the log. */
  recipient: string | null;
}

export class AnnouncedNotices {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async has({ credentialId, days, recipient }: Announcement): Promise<boolean> {
    const row = await this.#context.db
      .selectFrom('announced_notices')
      .select('days')
      .where('credential_id', '=', rowNumber(credentialId) ?? 0)
      .where('days', '=', days)
      .where('recipient', '=', recipient ?? '')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Does nothing for a credential that was deleted meanwhile. */
  async save({ credentialId, days, recipient }: Announcement): Promise<void> {
    const number = rowNumber(credentialId) ?? 0;
    await write(this.#context, async ({ db, now }) => {
      const credential = await db
        .selectFrom('app_credentials')
        .select('id')
        .where('id', '=', number)
        .executeTakeFirst();
      if (!credential) return;
      await db
        .insertInto('announced_notices')
        .values({ credential_id: number, days, recipient: recipient ?? '', at: now })
        .onConflict((existing) => existing.doNothing())
        .execute();
    });
  }
}
