import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Messages and unread ones of each account, kept beside it: adding up its conversations took ten milliseconds of a mailbox of 100,000, at
 * every look at a list of accounts. Triggers keep them, since conversations are counted, merged, split and deleted in many places.
 */
export const accountCounts: Migration = {
  name: '0021-account-counts',
  async up(db, { key }) {
    await db.schema
      .createTable('account_counts')
      .addColumn('account_id', key, (column) =>
        column.primaryKey().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('messages', 'bigint', (column) => column.notNull())
      .addColumn('unread', 'bigint', (column) => column.notNull())
      .execute();
    await sql`insert into account_counts (account_id, messages, unread)
      select account_id, sum(messages), sum(unread) from conversations group by account_id`.execute(db);

    await sql`create trigger conversations_added after insert on conversations begin
      insert into account_counts (account_id, messages, unread) values (new.account_id, new.messages, new.unread)
        on conflict (account_id) do update set messages = messages + excluded.messages, unread = unread + excluded.unread;
    end`.execute(db);
    await sql`create trigger conversations_counted after update of messages, unread on conversations
      when new.messages <> old.messages or new.unread <> old.unread begin
      update account_counts set messages = messages + new.messages - old.messages, unread = unread + new.unread - old.unread
        where account_id = new.account_id;
    end`.execute(db);
    await sql`create trigger conversations_removed after delete on conversations begin
      update account_counts set messages = messages - old.messages, unread = unread - old.unread
        where account_id = old.account_id;
    end`.execute(db);

    // It held what is kept now, and was written again whenever that changed.
    await db.schema.dropIndex('conversations_account').execute();
    await db.schema.createIndex('conversations_account').on('conversations').column('account_id').execute();
  },
};
