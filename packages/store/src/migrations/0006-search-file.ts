import type { Migration } from './migration.ts';

/**
 * The search index moved into a file of its own (search/file-index.ts), which is filled from the bodies. What was in the main
 * database before is dropped; a new database never had it.
 */
export const searchFile: Migration = {
  name: '0006-search-file',
  async up(db) {
    await db.schema.dropTable('search').ifExists().execute();
  },
};
