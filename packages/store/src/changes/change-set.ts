/** The changes that one transaction makes, gathered so that what belongs together is told once. */
import type { ChangeNoun } from '@mailroom/model';
import type { Insertable, Transaction } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import type { ChangesTable, Tables } from '../database/tables.ts';

/**
 * More than this many of one noun in one account become "many; read the list again". A first synchronisation of 100,000 messages
 * then writes a few hundred rows instead of as many as there are messages, and a client reads one list instead of thousands of rows.
 */
const manyFrom = 20;

interface Group {
  noun: ChangeNoun;
  accountId: number | null;
  owner: string | null;
  ops: Map<string, 'put' | 'remove'>;
}

export class ChangeSet {
  readonly #groups = new Map<string, Group>();

  #group(noun: ChangeNoun, accountId: number | null): Group {
    const name = `${noun} ${accountId ?? ''}`;
    const known = this.#groups.get(name);
    if (known) return known;
    const group: Group = { noun, accountId, owner: null, ops: new Map() };
    this.#groups.set(name, group);
    return group;
  }

  /** The last word on an entity counts: put and then removed is removed. What has become "many" needs no further names. */
  #add(
    noun: ChangeNoun,
    accountId: number | null,
    ids: Iterable<number | string>,
    op: 'put' | 'remove',
  ): void {
    const { ops } = this.#group(noun, accountId);
    for (const id of ids) {
      if (ops.size > manyFrom) return;
      ops.set(String(id), op);
    }
  }

  put(noun: ChangeNoun, accountId: number | null, ids: Iterable<number | string>): void {
    this.#add(noun, accountId, ids, 'put');
  }

  remove(noun: ChangeNoun, accountId: number | null, ids: Iterable<number | string>): void {
    this.#add(noun, accountId, ids, 'remove');
  }

  /** An account's own change also names its owner, who must hear of its end when nothing else leads from one to the other. */
  account(accountId: number, owner: string, op: 'put' | 'remove'): void {
    const group = this.#group('account', accountId);
    group.owner = owner;
    group.ops.set(String(accountId), op);
  }

  /** Answers whether there was anything to tell. */
  async write(db: Transaction<Tables>, at: number): Promise<boolean> {
    const rows: Insertable<ChangesTable>[] = [];
    for (const { noun, accountId, owner, ops } of this.#groups.values()) {
      const common = { noun, account_id: accountId, owner, at };
      if (ops.size > manyFrom) rows.push({ ...common, entity_id: null, op: 'put' });
      else for (const [id, op] of ops) rows.push({ ...common, entity_id: id, op });
    }
    for (const chunk of inChunks(rows)) await db.insertInto('changes').values(chunk).execute();
    return rows.length > 0;
  }
}
