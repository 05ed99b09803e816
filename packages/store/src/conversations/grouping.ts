/** Carries out what the engine's `decideConversation` decides: keys are looked up, conversations made and merged, keys registered. */
import { decideConversation, type FoundConversation, type JoinReason } from '@mailroom/engine/thread/index';
import type { Transaction } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import { fingerprint } from '../secrets/fingerprint.ts';
import { mergeConversation } from './referrers.ts';
import { createConversations } from './split.ts';
import { type ArrivingSubject, subjectLinks } from './subject.ts';

export interface Grouped {
  /** From the engine's `threadIds`. */
  keys: readonly string[];
  reason: JoinReason;
  /** Conversations it belongs to whatever its keys say, e.g. that of the message answered. */
  belongsTo?: readonly number[];
  /** Where its subject may tie it to others. */
  subject?: ArrivingSubject | undefined;
}

export interface Grouping {
  /** The conversation of each item, in their order. */
  conversationIds: number[];
  /** Conversations that were merged into another, and no longer exist. */
  merged: number[];
  /** Messages, arriving or stored, that their subject alone holds in their conversation. */
  joinedBySubject: ReadonlySet<number>;
  /** Those of `conversationIds` that are longer than a conversation may be, once the messages are stored: see `splitThreads`. */
  tooLong: number[];
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

  /** What these are now, each once. */
  found(ids: readonly number[]): FoundConversation<number>[] {
    return [...new Set(ids.map((id) => this.current(id)))].map((id) => ({ id, messages: this.size(id) }));
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

/** Where the keys of each conversation's thread lead, and how many messages each thread has in all its parts. */
async function threadsOf(
  db: Transaction<Tables>,
  ids: ReadonlySet<number>,
  longest: number,
): Promise<{ heads: Map<number, number>; sizes: Map<number, number> }> {
  const heads = new Map<number, number>();
  const sizes = new Map<number, number>();
  const split = new Set<number>();
  for (const chunk of inChunks([...ids], 5000)) {
    const rows = await db
      .selectFrom('conversations')
      .select(['id', 'part_of', 'messages'])
      .where('id', 'in', chunk)
      .execute();
    for (const row of rows) {
      heads.set(row.id, row.part_of ?? row.id);
      if (row.part_of === null) sizes.set(row.id, row.messages);
      else split.add(row.part_of);
    }
  }
  for (const chunk of inChunks([...split], 5000)) {
    const rows = await db
      .selectFrom('conversations')
      .select('part_of')
      .select(({ fn }) => fn.sum<number>('messages').as('messages'))
      .where('part_of', 'in', chunk)
      .groupBy('part_of')
      .execute();
    // Whatever was deleted since: a thread that was split is laid out anew by `splitThreads`, which alone joins its parts again.
    for (const row of rows) {
      if (row.part_of !== null) sizes.set(row.part_of, Math.max(Number(row.messages), longest + 1));
    }
  }
  return { heads, sizes };
}

/**
 * Decides the conversation of each item, as if they came one after the other, with a handful of statements for all of them. The
 * grouping does not depend on the order (a property test shuffles it): messages that share a key, directly or through others, are
 * one conversation, and so are those that their subjects tie together.
 *
 * @param longest messages of one conversation; see `tooLong`.
 */
export async function groupIntoConversations(
  db: Transaction<Tables>,
  accountId: number,
  items: readonly Grouped[],
  longest: number,
): Promise<Grouping> {
  const hashed = items.map((item) => ({ ...item, hashes: item.keys.map(keyHash) }));
  const stored = await conversationsByKey(db, accountId, [
    ...new Set(hashed.flatMap(({ hashes }) => hashes)),
  ]);
  const links = await subjectLinks(
    db,
    accountId,
    items.flatMap(({ subject }) => subject ?? []),
  );
  const { heads, sizes } = await threadsOf(
    db,
    new Set([
      ...stored.values(),
      ...links.stored.values(),
      ...hashed.flatMap(({ belongsTo }) => belongsTo ?? []),
    ]),
    longest,
  );
  const board = new Board(sizes);

  const byHash = new Map(stored);
  const decided = hashed.map(({ hashes, reason, belongsTo = [] }) => {
    const candidates = [
      ...belongsTo.map((id) => heads.get(id) ?? id),
      ...hashes.flatMap((hash) => byHash.get(hash) ?? []),
    ];
    const decision = decideConversation({ ids: { reason }, found: board.found(candidates) });
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

  const ofMessage = new Map(links.stored);
  for (const [at, { subject }] of items.entries()) {
    if (subject) ofMessage.set(subject.id, decided[at] ?? 0);
  }
  for (const pair of links.pairs) {
    const found = board.found(pair.flatMap((id) => ofMessage.get(id) ?? []));
    const decision = decideConversation({ ids: { reason: 'subject' }, found });
    if (decision.do === 'merge') board.merge(decision.conversation, decision.from);
  }

  const settled = [...new Set(decided.map((id) => board.current(id)))];
  const wanted = settled.filter((id) => id < 0);
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

  return {
    conversationIds: decided.map(numberOf),
    merged: merges.map(([from]) => from),
    joinedBySubject: new Set(links.joined),
    tooLong: settled.filter((id) => board.size(id) > longest).map(numberOf),
  };
}
