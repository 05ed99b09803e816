import type { Migration } from './migration.ts';

/** A folder's own identity at servers that tell one (RFC 8474), by which it is known under another name. */
export const mailboxIds: Migration = {
  name: '0012-mailbox-ids',
  async up(db) {
    await db.schema.alterTable('folders').addColumn('mailbox_id', 'text').execute();
  },
};
