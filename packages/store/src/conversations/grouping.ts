/** Carries out what the engine's `decideConversation` decides: keys are looked up, conversations made and merged, keys registered. */
import { decideConversation, type JoinReason } from '@mailroom/engine/thread/index';
import type { Transaction } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import { fingerprint } from '../secrets/fingerprint.ts';

export interface Grouped {
  /** From the engine's `threadIds`. */
  keys: readonly string[];
  reason: JoinReason;
  /** Conversations it belongs to whatever its keys say, e.g. that of the message answered. */
  belongsTo?: readonly number[];
}

export interface Grouping {
  /** The conversation of each item, in their order. */
  conversationIds: number[];
  /** Conversations that were merged into another, and no longer exist. */
  merged: number[];
}

/** 128 bits of SHA-256: a key can be a thousand characters long, its hash cannot. */
export function keyHash(key: string): string {
  return fingerprint(key).slice(0, 22);
}

/**
 * Groups while a batch is decided: conversations that exist have their number, new ones a negative one until all is decided, and
 * a merge points one at the other.
 */
class Board {
  readonly #sizes: Map<number, number>;
  readonly #mergedInto = new Map<number, number>();
  #created = 0;

  constructor(sizes: Map<number, number>) {
    this.#sizes = sizes;
  }

  current(id: number): number {
    let at = id;
    for (let next = this.#mergedInto.get(at); next !== undefined; next = this.#mergedInto.get(at)) at = next;
    return at;
  }

  size(id: number): number {
    return this.#sizes.get(id) ?? 0;
  }

  create(): number {
    this.#created -= 1;
    this.#sizes.set(this.#created, 0);
    return this.#created;
  }

  grow(id: number): void {
    this.#sizes.set(id, this.size(id) + 1);
  }

  /** A conversation that exists outlives a new one, whatever their sizes: clients know its id. */
  merge(into: number, from: readonly number[]): number {
    const all = [into, ...from];
    const survivor = into > 0 ? into : (all.find((id) => id > 0) ?? into);
    const total = all.reduce((sum, id) => sum + this.size(id), 0);
    for (const id of all) if (id !== survivor) this.#mergedInto.set(id, survivor);
    this.#sizes.set(survivor, total);
    return survivor;
  }

  /** What was merged away and existed before. */
  merges(): [from: number, into: number][] {
    return [...this.#mergedInto.keys()].filter((id) => id > 0).map((id) => [id, this.current(id)]);
  }
}

async function conversationsByKey(
  db: Transaction<Tables>,
  accountId: number,
  hashes: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const chunk of inChunks(hashes, 5000)) {
    const rows = await db
      .selectFrom('thread_keys')
      .select(['key_hash', 'conversation_id'])
      .where('account_id', '=', accountId)
      .where('key_hash', 'in', chunk)
      .execute();
    for (const row of rows) found.set(row.key_hash, row.conversation_id);
  }
  return found;
}

async function sizesOf(db: Transaction<Tables>, ids: ReadonlySet<number>): Promise<Map<number, number>> {
  const sizes = new Map<number, number>();
  for (const chunk of inChunks([...ids], 5000)) {
    const rows = await db
      .selectFrom('conversations')
      .select(['id', 'messages'])
      .where('id', 'in', chunk)
      .execute();
    for (const row of rows) sizes.set(row.id, row.messages);
  }
  return sizes;
}

/** Rows without content yet; which of them becomes which conversation does not matter. */
async function createConversations(
  db: Transaction<Tables>,
  accountId: number,
  count: number,
): Promise<number[]> {
  const blank = Array.from({ length: count }, () => ({ account_id: accountId }));
  const ids: number[] = [];
  for (const chunk of inChunks(blank)) {
    const rows = await db.insertInto('conversations').values(chunk).returning('id').execute();
    ids.push(...rows.map(({ id }) => id));
  }
  return ids.sort((a, b) => a - b);
}

async function mergeConversation(db: Transaction<Tables>, from: number, into: number): Promise<void> {
  const moved = { conversation_id: into };
  await db.updateTable('messages').set(moved).where('conversation_id', '=', from).execute();
  await db.updateTable('thread_keys').set(moved).where('conversation_id', '=', from).execute();
  await db.updateTable('outgoing').set(moved).where('conversation_id', '=', from).execute();
  await db.deleteFrom('conversations').where('id', '=', from).execute();
}

/**
 * Decides the conversation of each item, as if they came one after the other, with a handful of statements for all of them. The
 * grouping does not depend on the order (a property test shuffles it): messages that share a key, directly or through others, are
 * one conversation.
 */
export async function groupIntoConversations(
  db: Transaction<Tables>,
  accountId: number,
  items: readonly Grouped[],
): Promise<Grouping> {
  const hashed = items.map((item) => ({ ...item, hashes: item.keys.map(keyHash) }));
  const stored = await conversationsByKey(db, accountId, [
    ...new Set(hashed.flatMap(({ hashes }) => hashes)),
  ]);
  const existing = new Set([...stored.values(), ...hashed.flatMap(({ belongsTo }) => belongsTo ?? [])]);
  const board = new Board(await sizesOf(db, existing));

  const byHash = new Map(stored);
  const decided = hashed.map(({ hashes, reason, belongsTo = [] }) => {
    const candidates = [...belongsTo, ...hashes.flatMap((hash) => byHash.get(hash) ?? [])];
    const found = [...new Set(candidates.map((id) => board.current(id)))].map((id) => ({
      id,
      messages: board.size(id),
    }));
    const decision = decideConversation({ ids: { reason }, found });
    const conversation =
      decision.do === 'new'
        ? board.create()
        : decision.do === 'join'
          ? decision.conversation
          : board.merge(decision.conversation, decision.from);
    board.grow(conversation);
    for (const hash of hashes) byHash.set(hash, conversation);
    return conversation;
  });

  const wanted = [...new Set(decided.map((id) => board.current(id)))].filter((id) => id < 0);
  const created = await createConversations(db, accountId, wanted.length);
  const numbers = new Map(wanted.map((id, at) => [id, created[at] ?? id]));
  const numberOf = (id: number) => {
    const current = board.current(id);
    return numbers.get(current) ?? current;
  };

  const merges = board.merges();
  for (const [from, into] of merges) await mergeConversation(db, from, numberOf(into));
  const fresh = [...byHash]
    .filter(([hash]) => !stored.has(hash))
    .map(([hash, id]) => ({ account_id: accountId, key_hash: hash, conversation_id: numberOf(id) }));
  for (const chunk of inChunks(fresh)) await db.insertInto('thread_keys').values(chunk).execute();

  return { conversationIds: decided.map(numberOf), merged: merges.map(([from]) => from) };
}
