/**
 * The organisation's policy and logo. Read from the database at each use, by whichever thread or process enforces it: what an administrator
 * decides holds from the next request on.
 */
import { createHash } from 'node:crypto';
import {
  Failure,
  freePolicy,
  type OrganisationChange,
  type OrganisationPolicy,
  organisationPolicy,
} from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import type { Tables } from '../database/tables.ts';

const settingName = 'organisation';

export interface Logo {
  /** SHA-256 of the bytes, hexadecimal. */
  digest: string;
  mediaType: string;
  bytes: Uint8Array;
}

type Part = keyof OrganisationPolicy;

/** One part as it was stored, with what another version of Mailroom did not know of as it is in a free policy. */
function readPart<Name extends Part>(name: Name, stored: unknown): OrganisationPolicy[Name] {
  const free: unknown = freePolicy[name];
  const isRecord = typeof free === 'object' && free !== null && !Array.isArray(free);
  const value = isRecord && typeof stored === 'object' ? { ...free, ...stored } : (stored ?? free);
  const read = organisationPolicy.shape[name].safeParse(value);
  // Each part is read by the schema of its own name.
  return read.success ? (read.data as OrganisationPolicy[Name]) : freePolicy[name];
}

function policyFrom(stored: Record<string, unknown>): OrganisationPolicy {
  const names = Object.keys(freePolicy) as Part[];
  return organisationPolicy.parse(
    Object.fromEntries(names.map((name) => [name, readPart(name, stored[name])])),
  );
}

/** What is decided for everybody, for whoever holds a connection or a transaction. */
export async function readPolicy(db: Kysely<Tables>): Promise<OrganisationPolicy> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', settingName)
    .executeTakeFirst();
  return row ? policyFrom(JSON.parse(row.value) as Record<string, unknown>) : freePolicy;
}

export class Organisation {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  policy(): Promise<OrganisationPolicy> {
    return readPolicy(this.#context.db);
  }

  /** Replaces the parts that are named; answers the whole, and which parts are others now. */
  async change(
    scope: MailScope,
    change: OrganisationChange,
  ): Promise<{ policy: OrganisationPolicy; changed: string[] }> {
    return write(this.#context, async ({ db, now }) => {
      const before = await readPolicy(db);
      const policy = { ...before, ...withoutAbsent(change) };
      const names = Object.keys(policy) as Part[];
      const changed = names.filter((name) => JSON.stringify(policy[name]) !== JSON.stringify(before[name]));
      const value = JSON.stringify(policy);
      await db
        .insertInto('settings')
        .values({ name: settingName, value })
        .onConflict((existing) => existing.column('name').doUpdateSet({ value }))
        .execute();
      if (changed.length > 0) await recordChange({ db, now }, scope, changed);
      return { policy, changed };
    });
  }

  /** Digest of the logo; null without one. */
  async logoDigest(): Promise<string | null> {
    const row = await this.#context.db.selectFrom('organisation_logo').select('digest').executeTakeFirst();
    return row?.digest ?? null;
  }

  /** @throws Failure not-found, also for a logo that was replaced. */
  async logo(digest: string): Promise<Logo> {
    const row = await this.#context.db
      .selectFrom('organisation_logo')
      .selectAll()
      .where('digest', '=', digest)
      .executeTakeFirst();
    if (!row) throw new Failure({ origin: 'person', kind: 'not-found' });
    return { digest: row.digest, mediaType: row.media_type, bytes: row.bytes };
  }

  /** @param logo null shows none. */
  async changeLogo(scope: MailScope, logo: Omit<Logo, 'digest'> | null): Promise<string | null> {
    const digest = logo && createHash('sha256').update(logo.bytes).digest('hex');
    await write(this.#context, async ({ db, now }) => {
      await recordChange({ db, now }, scope, ['logo']);
      await db.deleteFrom('organisation_logo').execute();
      if (!logo || digest === null) return;
      await db
        .insertInto('organisation_logo')
        .values({ digest, media_type: logo.mediaType, bytes: logo.bytes })
        .execute();
    });
    return digest;
  }
}

async function recordChange(
  change: Pick<Write, 'db' | 'now'>,
  scope: MailScope,
  changed: readonly string[],
): Promise<void> {
  const detail = { parts: changed.join(', ') };
  await record(change, { ...actorOf(scope), action: 'organisation.changed', detail });
}

function withoutAbsent(change: OrganisationChange): Partial<OrganisationPolicy> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
