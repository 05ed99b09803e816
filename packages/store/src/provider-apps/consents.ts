/**
 * Admin consent: the links that were made, and what directories' administrators answered ("Admin consent on the Microsoft identity
 * platform"). A link may be sent to a customer's administrator, who has no session here, and who may try again: its `state` is all
 * that ties the answer to it, and it is good until it expires.
 */
import { type Consent, Failure, type FailureWire } from '@mailroom/model';
import type { Kysely } from 'kysely';
import { failureOf } from '../accounts/account-row.ts';
import { type StoreContext, write } from '../database/context.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { fingerprint } from '../secrets/fingerprint.ts';

/** Time for a link to reach a customer's administrator, who reads mail on Monday. */
const lifetime = 7 * 24 * 60 * 60_000;

/** The directory in an answer is the answerer's word: whoever holds a link cannot fill the store with names. */
const keptConsents = 100;

export class Consents {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Stores a link, for seven days. `state` is kept as a hash only. */
  async begin(link: { providerAppId: string; state: string }): Promise<{ expiresAt: Date }> {
    return write(this.#context, async ({ db, now }) => {
      await db.deleteFrom('consent_links').where('expires_at', '<=', now).execute();
      await db
        .insertInto('consent_links')
        .values({
          state_hash: fingerprint(link.state),
          provider_app_id: rowNumber(link.providerAppId) ?? 0,
          expires_at: now + lifetime,
        })
        .execute();
      return { expiresAt: new Date(now + lifetime) };
    });
  }

  /**
   * The app that a link was made for, or undefined where there is no such link: the `state` is of something else.
   *
   * @throws Failure link-expired
   */
  async appOf(state: string): Promise<string | undefined> {
    const row = await this.#context.db
      .selectFrom('consent_links')
      .select(['provider_app_id', 'expires_at'])
      .where('state_hash', '=', fingerprint(state))
      .executeTakeFirst();
    if (!row) return undefined;
    if (row.expires_at <= this.#context.clock.now().getTime()) {
      throw new Failure({ origin: 'person', kind: 'link-expired', next: { do: 'ask-administrator' } });
    }
    return String(row.provider_app_id);
  }

  /**
   * Keeps an answer, in place of an earlier one of the same directory.
   *
   * @param tenant as the provider named it; null where it named none.
   * @param failure null when it was granted.
   */
  async save(
    providerAppId: string,
    { tenant, failure }: { tenant: string | null; failure: FailureWire | null },
  ): Promise<void> {
    const appId = rowNumber(providerAppId) ?? 0;
    await write(this.#context, async ({ db, changes, now }) => {
      await db
        .deleteFrom('consents')
        .where('provider_app_id', '=', appId)
        .where('tenant', 'is not distinct from', tenant)
        .execute();
      await db
        .insertInto('consents')
        .values({
          provider_app_id: appId,
          tenant,
          failure: failure && JSON.stringify(failure),
          at: now,
        })
        .execute();
      await db
        .deleteFrom('consents')
        .where('provider_app_id', '=', appId)
        .where('id', 'not in', (select) =>
          select
            .selectFrom('consents')
            .select('id')
            .where('provider_app_id', '=', appId)
            .orderBy('id', 'desc')
            .limit(keptConsents),
        )
        .execute();
      changes.put('provider-app', null, [appId]);
    });
  }
}

/** Newest first, by the app's row number. */
export async function consentsOf(
  db: Kysely<Tables>,
  appIds: readonly number[],
): Promise<Map<number, Consent[]>> {
  const byApp = new Map<number, Consent[]>();
  if (appIds.length === 0) return byApp;
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('provider_app_id', 'in', appIds)
    .orderBy('id', 'desc')
    .execute();
  for (const row of rows) {
    const own = byApp.get(row.provider_app_id) ?? [];
    own.push({ tenant: row.tenant, at: new Date(row.at).toISOString(), failure: failureOf(row.failure) });
    byApp.set(row.provider_app_id, own);
  }
  return byApp;
}
