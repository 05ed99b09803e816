import type { Migration } from './migration.ts';

/** One process at a time refreshes an account's tokens: it says so here, and until when. */
export const refreshClaims: Migration = {
  name: '0010-refresh-claims',
  async up(db) {
    await db.schema.alterTable('credentials').addColumn('refresh_claimed_until', 'bigint').execute();
  },
};
