import type { Migration } from './migration.ts';

/** When the newest mail came in at the provider, and when it was here: what an owner is told of how far behind a mailbox is. */
export const arrivalLag: Migration = {
  name: '0020-arrival-lag',
  async up(db) {
    await db.schema.alterTable('accounts').addColumn('last_arrival_at', 'bigint').execute();
    await db.schema.alterTable('accounts').addColumn('last_arrival_stored_at', 'bigint').execute();
  },
};
