import type { Migration } from './migration.ts';

/**
 * Groups, invitations and pictures. People themselves are rows of better-auth's, whose tables do not exist yet when this runs on a new
 * database: they are named by id, without a foreign key.
 */
export const people: Migration = {
  name: '0013-people',
  async up(db, { key, bytes }) {
    await db.schema
      .createTable('groups')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('name_key', 'text', (column) => column.notNull().unique())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('group_members')
      .addColumn('group_id', key, (column) => column.notNull().references('groups.id').onDelete('cascade'))
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('added_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('group_members_key', ['group_id', 'person_id'])
      .execute();
    await db.schema.createIndex('group_members_person').on('group_members').column('person_id').execute();
    await db.schema
      .createTable('invitations')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('token_hash', 'text', (column) => column.notNull().unique())
      .addColumn('email', 'text')
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('group_ids', 'text', (column) => column.notNull())
      .addColumn('invited_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('claimed_until', 'bigint')
      .execute();
    await db.schema
      .createTable('pictures')
      .addColumn('person_id', 'text', (column) => column.primaryKey())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('media_type', 'text', (column) => column.notNull())
      .addColumn('bytes', bytes, (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
