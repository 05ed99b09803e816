/**
 * Everything that a state or a failure in a server's database has ever been, since the record was begun. Polling would miss what
 * passes between two looks; triggers in the database itself miss nothing.
 */
import { DatabaseSync } from 'node:sqlite';
import { databaseFile } from '../start/open-store.ts';

export interface Recorded {
  noun: string;
  id: number;
  /** Null where the noun has none. */
  state: string | null;
  /** JSON text. */
  failure: string | null;
}

export interface StateRecord {
  seen(): Recorded[];
  close(): void;
}

const watched = [
  ['accounts', 'new.state'],
  ['outgoing', 'new.state'],
  ['deliveries', 'new.state'],
  ['provider_apps', 'null'],
  ['app_credentials', 'null'],
] as const;

export function recordStates(dataDir: string): StateRecord {
  const database = new DatabaseSync(databaseFile(dataDir), { timeout: 10_000 });
  database.exec('create table state_record (noun text, id integer, state text, failure text)');
  for (const [table, state] of watched) {
    for (const event of ['insert', 'update']) {
      database.exec(
        `create trigger record_${table}_${event} after ${event} on ${table} begin
           insert into state_record values ('${table}', new.rowid, ${state}, new.failure);
         end`,
      );
    }
  }
  return {
    seen: () =>
      database
        .prepare('select distinct noun, id, state, failure from state_record')
        .all()
        .map((row) => ({ ...row }) as unknown as Recorded),
    close: () => database.close(),
  };
}
