import type { Migration } from './migration.ts';

/** Codes of authenticator apps that were told: each is good once, though its time is not over. */
export const usedCodes: Migration = {
  name: '0017-used-codes',
  async up(db) {
    await db.schema
      .createTable('used_codes')
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('used_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('used_codes_key', ['person_id', 'code'])
      .execute();
  },
};
