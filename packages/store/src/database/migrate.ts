/** Brings the schema to the version of the code: forward only, one transaction per step, one process at a time. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migrations/index.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { SqlDialect } from './dialect.ts';

/** The database was written by a newer Mailroom. Running older code on it could lose what it does not know of. */
export class SchemaTooNew extends Error {
  /** Name of the newest migration found in the database, and of the newest that this code has. */
  readonly found: string;
  readonly known: string;

  constructor(found: string, known: string) {
    super(`The database has the schema "${found}"; this version of Mailroom knows schemas up to "${known}"`);
    this.name = 'SchemaTooNew';
    this.found = found;
    this.known = known;
  }
}

interface VersionTable {
  schema_migrations: { number: number; name: string; applied_at: number };
}

function numberOf(migration: Migration): number {
  return Number.parseInt(migration.name, 10);
}

/**
 * Numbers rise, so that "newer" is a comparison and no two branches can both be number 7. One may be missing: it was given to work
 * that has not come in yet, and is applied wherever it is missing once it has.
 */
export function verifyRegistration(migrations: readonly Migration[]): void {
  let last = 0;
  for (const migration of migrations) {
    const number = numberOf(migration);
    if (!(number > last)) {
      throw new Error(`Migration "${migration.name}" is registered behind number ${last}`);
    }
    last = number;
  }
}

async function applied(db: Kysely<VersionTable>): Promise<VersionTable['schema_migrations'][]> {
  return db.selectFrom('schema_migrations').selectAll().orderBy('number').execute();
}

function verifyHistory(
  history: readonly VersionTable['schema_migrations'][],
  migrations: readonly Migration[],
): void {
  const newest = history.at(-1);
  const last = migrations.at(-1);
  if (newest && (!last || newest.number > numberOf(last))) {
    throw new SchemaTooNew(newest.name, last?.name ?? 'none');
  }
  for (const { number, name } of history) {
    const known = migrations.find((migration) => numberOf(migration) === number)?.name;
    if (known !== name)
      throw new Error(`The database had migration "${name}" where this code has "${known}"`);
  }
}

/**
 * Applies what is missing and answers the names applied. Two processes that start together take turns: every step looks again, with
 * the write lock held, at what the other has done meanwhile.
 *
 * @throws SchemaTooNew before anything is changed.
 */
export async function migrate(
  database: Kysely<never>,
  dialect: SqlDialect,
  migrations: readonly Migration[],
  now: () => Date,
  secrets: SecretBox,
): Promise<string[]> {
  verifyRegistration(migrations);
  const db = database as unknown as Kysely<VersionTable>;
  await db.transaction().execute((step) =>
    sql`create table if not exists schema_migrations (
      number integer primary key, name text not null, applied_at bigint not null
    )`.execute(step),
  );
  verifyHistory(await applied(db), migrations);

  const names: string[] = [];
  for (const migration of migrations) {
    const ran = await db.transaction().execute(async (step) => {
      const history = await applied(step);
      verifyHistory(history, migrations);
      if (history.some(({ number }) => number === numberOf(migration))) return false;
      await migration.up(step as unknown as Kysely<never>, dialect, secrets);
      await step
        .insertInto('schema_migrations')
        .values({ number: numberOf(migration), name: migration.name, applied_at: now().getTime() })
        .execute();
      return true;
    });
    if (ran) names.push(migration.name);
  }
  return names;
}
