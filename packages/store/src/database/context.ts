/** What every part of the store works with. */
import type { Clock, Log } from '@mailroom/engine/ports/index';
import type { Cloud } from '@mailroom/model';
import type { Kysely, Transaction } from 'kysely';
import type { NotedUses } from '../access/noted-uses.ts';
import { ChangeSet } from '../changes/change-set.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { SqlDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

export interface StoreContext {
  db: Kysely<Tables>;
  dialect: SqlDialect;
  search: SearchIndex;
  secrets: SecretBox;
  clouds: readonly Cloud[];
  /** The platform's file of `federated` credentials; null where none is set. */
  federatedTokenFile: string | null;
  clock: Pick<Clock, 'now'>;
  log: Log;
  /** Called after every transaction that the change log tells of. */
  changed(): void;
  /** Which Mailroom this is: what one release could not read the next one tries again. */
  release: string;
  uses: NotedUses;
  /** Messages that one conversation holds at most. */
  longestConversation: number;
}

export interface Write {
  db: Transaction<Tables>;
  changes: ChangeSet;
  /** One time for everything that the transaction writes: milliseconds since 1970. */
  now: number;
}

/**
 * The only way to change anything: one transaction that also writes the change log, so that what a client has read up to a cursor
 * and what the store holds at that cursor are the same.
 */
export async function write<Result>(
  context: Pick<StoreContext, 'db' | 'clock' | 'changed'>,
  change: (write: Write) => Promise<Result>,
): Promise<Result> {
  const { result, told } = await context.db.transaction().execute(async (db) => {
    const now = context.clock.now().getTime();
    const changes = new ChangeSet();
    const result = await change({ db, changes, now });
    return { result, told: await changes.write(db, now) };
  });
  if (told) context.changed();
  return result;
}

/** Several reads that must agree with each other. */
export async function read<Result>(
  context: StoreContext,
  query: (db: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return context.db.transaction().setAccessMode('read only').execute(query);
}
