import type { Migration } from './migration.ts';

/**
 * Plans by which people leave, step by step, the mail that is to be written about them, and the day on which an account without an owner is
 * deleted. A step outlives the account it is about: it is the report.
 */
export const departures: Migration = {
  name: '0019-departures',
  async up(db, { key }) {
    await db.schema
      .createTable('departures')
      .addColumn('id', key, (column) => column.primaryKey().autoIncrement())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('made_by', 'text', (column) => column.notNull())
      .addColumn('made_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();
    await db.schema.createIndex('departures_person').on('departures').column('person_id').execute();

    await db.schema
      .createTable('departure_steps')
      .addColumn('departure_id', key, (column) =>
        column.notNull().references('departures.id').onDelete('cascade'),
      )
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('account_id', key)
      .addColumn('address', 'text')
      .addColumn('fate', 'text')
      .addColumn('decided_by', 'text', (column) => column.notNull())
      .addColumn('done_at', 'bigint')
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('departure_steps_key', ['departure_id', 'position'])
      .execute();

    await db.schema
      .createTable('departure_letters')
      .addColumn('departure_id', key, (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('recipient', 'text', (column) => column.notNull())
      .addColumn('mailed_at', 'bigint')
      .addPrimaryKeyConstraint('departure_letters_key', ['departure_id', 'position', 'recipient'])
      .addForeignKeyConstraint(
        'departure_letters_step',
        ['departure_id', 'position'],
        'departure_steps',
        ['departure_id', 'position'],
        (constraint) => constraint.onDelete('cascade'),
      )
      .execute();

    await db.schema.alterTable('accounts').addColumn('purge_at', 'bigint').execute();
  },
};
