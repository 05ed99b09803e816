import type { Kysely } from 'kysely';
import type { SqlDialect } from '../database/dialect.ts';
import type { SecretBox } from '../secrets/secret-box.ts';

/** One step forward of the schema. Once released it is never edited: the next change is the next number. */
export interface Migration {
  /** As its file: `0001-settings` is number 1. */
  name: `${number}-${string}`;
  /**
   * Runs inside a transaction of its own. Tables are named as text, since their types are those of the newest migration.
   *
   * @param secrets opens and seals what moves from one place to another; its key was verified where the database has one.
   */
  up(db: Kysely<never>, dialect: SqlDialect, secrets: SecretBox): Promise<void>;
}
