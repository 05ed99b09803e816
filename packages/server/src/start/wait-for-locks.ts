import { type Kysely, sql } from 'kysely';

/** Milliseconds; longer than the engine's longest transaction. */
const longest = 2000;

/**
 * People and sessions are written by single statements, outside the store's transactions and their waiting. They are rare, a
 * sign-in, a sign-out, a session prolonged once a day, and must not fail because mail is being stored meanwhile.
 */
export async function waitForLocks<Tables>(database: Kysely<Tables>): Promise<void> {
  await sql`pragma busy_timeout = ${sql.lit(longest)}`.execute(database);
}
