/** The changes that one transaction makes, gathered so that what belongs together is told once. */
import type { ChangeNoun } from '@mailroom/model';
import type { Insertable, Transaction } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import type { ChangesTable } from '../database/tables/installation.ts';
import type { Tables } from '../database/tables.ts';
import { changesForShares } from './changes-for-shares.ts';

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
  /** Every message of each account, also where it becomes "many": a single conversation that was shared is told by its own. */
  readonly #messages = new Map<number, Set<number>>();

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
    const all = [...ids];
    this.#add(noun, accountId, all, 'put');
    if (noun === 'message' && accountId !== null) this.#remember(accountId, all);
  }

  remove(noun: ChangeNoun, accountId: number | null, ids: Iterable<number | string>): void {
    const all = [...ids];
    this.#add(noun, accountId, all, 'remove');
    if (noun === 'message' && accountId !== null) this.#remember(accountId, all);
  }

  #remember(accountId: number, ids: readonly (number | string)[]): void {
    const known = this.#messages.get(accountId) ?? new Set();
    for (const id of ids) known.add(Number(id));
    this.#messages.set(accountId, known);
  }

  /** Whether conversations of the account ended, their messages being of others now. */
  #hasMerged(accountId: number): boolean {
    const ops = this.#groups.get(`conversation ${accountId}`)?.ops;
    return ops !== undefined && (ops.size > manyFrom || [...ops.values()].includes('remove'));
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
    for (const [accountId, messageIds] of this.#messages) {
      const merged = this.#hasMerged(accountId);
      rows.push(...(await changesForShares(db, { accountId, messageIds, merged, at })));
    }
    for (const chunk of inChunks(rows)) await db.insertInto('changes').values(chunk).execute();
    return rows.length > 0;
  }
}
