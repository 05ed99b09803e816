/** Carries out what the engine's `decideConversation` decides: keys are looked up, conversations made and merged, keys registered. */
import { decideConversation, type JoinReason } from '@mailroom/engine/thread/index';
import type { Transaction } from 'kysely';
import { firstOfEach, insertEach } from '../database/each.ts';
import type { Tables } from '../database/tables.ts';
import {
  type AggregatedMessage,
  type Aggregates,
  aggregate,
  combine,
  createConversations,
  type StoredConversation,
  saveAggregates,
  storedConversations,
} from './aggregates.ts';
import { Board } from './board.ts';
import { mergeConversation } from './referrers.ts';
import { type ArrivingSubject, subjectLinks } from './subject.ts';

export interface Grouped {
  /** `threadKey` of each key from the engine's `threadIds`. */
  keys: readonly number[];
  reason: JoinReason;
  /** Conversations it belongs to whatever its keys say, e.g. that of the message answered. */
  belongsTo?: readonly number[];
  /** Where its subject may tie it to others. */
  subject?: ArrivingSubject | undefined;
  /** What its conversation shows of it. Absent for mail that is on its way out: its copy will be told. */
  message?: AggregatedMessage;
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
  /** Conversations to be told anew once the messages are stored: those that others were merged into, or that grew in their middle. */
  untold: number[];
}

async function conversationsByKey(
  db: Transaction<Tables>,
  accountId: number,
  keys: ReadonlySet<number>,
): Promise<Map<number, number>> {
  const asked = [...keys];
  const rows = await firstOfEach<{ conversation_id: number }>(
    db,
    'select conversation_id from thread_keys where account_id = ? and key_hash = ?',
    asked.map((key) => [accountId, key]),
  );
  const found = new Map<number, number>();
  for (const [at, row] of rows.entries()) if (row) found.set(asked[at] ?? 0, row.conversation_id);
  return found;
}

/** Where the keys of each conversation's thread lead, and how many messages each thread has in all its parts. */
async function threadsOf(
  db: Transaction<Tables>,
  existing: ReadonlyMap<number, StoredConversation>,
  longest: number,
): Promise<{ heads: Map<number, number>; sizes: Map<number, number> }> {
  const heads = new Map<number, number>();
  const sizes = new Map<number, number>();
  const split = new Set<number>();
  for (const [id, { part_of: head, messages }] of existing) {
    heads.set(id, head ?? id);
    if (head === null) sizes.set(id, messages);
    else split.add(head);
  }
  const parted = [...split];
  const rows = await firstOfEach<{ messages: number }>(
    db,
    'select sum(messages) as messages from conversations where part_of = ?',
    parted.map((head) => [head]),
  );
  // Whatever was deleted since: a thread that was split is laid out anew by `splitThreads`, which alone joins its parts again.
  for (const [at, head] of parted.entries()) {
    sizes.set(head, Math.max(rows[at]?.messages ?? 0, longest + 1));
  }
  return { heads, sizes };
}

/** What the batch adds to each conversation. */
function addedTo(items: readonly Grouped[], conversations: readonly number[]): Map<number, Aggregates> {
  const groups = new Map<number, AggregatedMessage[]>();
  for (const [at, { message }] of items.entries()) {
    const conversation = conversations[at] ?? 0;
    const group = groups.get(conversation) ?? [];
    if (message) group.push(message);
    groups.set(conversation, group);
  }
  return new Map([...groups].map(([id, messages]) => [id, aggregate(messages.sort((a, b) => a.id - b.id))]));
}

/**
 * Decides the conversation of each item, as if they came one after the other. The grouping does not depend on the order (a property
 * test shuffles it): messages that share a key, directly or through others, are one conversation, and so are those that their subjects
 * tie together.
 *
 * @param longest messages of one conversation; see `tooLong`.
 */
export async function groupIntoConversations(
  db: Transaction<Tables>,
  accountId: number,
  items: readonly Grouped[],
  longest: number,
): Promise<Grouping> {
  const stored = await conversationsByKey(db, accountId, new Set(items.flatMap(({ keys }) => keys)));
  const links = await subjectLinks(
    db,
    accountId,
    items.flatMap(({ subject }) => subject ?? []),
  );
  const existing = await storedConversations(
    db,
    new Set([
      ...stored.values(),
      ...links.stored.values(),
      ...items.flatMap(({ belongsTo }) => belongsTo ?? []),
    ]),
  );
  const { heads, sizes } = await threadsOf(db, existing, longest);
  const board = new Board(sizes);

  const byKey = new Map(stored);
  const decided = items.map(({ keys, reason, belongsTo = [] }) => {
    const candidates = [
      ...belongsTo.map((id) => heads.get(id) ?? id),
      ...keys.flatMap((key) => byKey.get(key) ?? []),
    ];
    const decision = decideConversation({ ids: { reason }, found: board.found(candidates) });
    const conversation =
      decision.do === 'new'
        ? board.create()
        : decision.do === 'join'
          ? decision.conversation
          : board.merge(decision.conversation, decision.from);
    board.grow(conversation);
    for (const key of keys) byKey.set(key, conversation);
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

  const added = addedTo(
    items,
    decided.map((id) => board.current(id)),
  );
  const fresh = [...added].filter(([id]) => id < 0);
  const created = await createConversations(
    db,
    accountId,
    fresh.map(([, told]) => told),
  );
  const numbers = new Map(fresh.map(([id], at) => [id, created[at] ?? 0]));
  const numberOf = (id: number) => {
    const current = board.current(id);
    return numbers.get(current) ?? current;
  };

  const merges = board.merges();
  for (const [from, into] of merges) await mergeConversation(db, from, into);
  const untold = await tellGrown(db, existing, added, new Set(merges.map(([, into]) => into)));
  await insertEach(
    db,
    'thread_keys',
    [...byKey]
      .filter(([key]) => !stored.has(key))
      .map(([key, id]) => ({ account_id: accountId, key_hash: key, conversation_id: numberOf(id) })),
  );
  return {
    conversationIds: decided.map(numberOf),
    merged: merges.map(([from]) => from),
    joinedBySubject: new Set(links.joined),
    tooLong: [...added.keys()].filter((id) => board.size(id) > longest).map(numberOf),
    untold,
  };
}

/**
 * Tells conversations that grew on from what is stored of them.
 *
 * @returns those of which that cannot be told: merged ones, parts of long threads, and those that the batch fell into the middle of.
 */
async function tellGrown(
  db: Transaction<Tables>,
  existing: ReadonlyMap<number, StoredConversation>,
  added: ReadonlyMap<number, Aggregates>,
  merged: ReadonlySet<number>,
): Promise<number[]> {
  const untold = new Set(merged);
  const grown: [number, Aggregates][] = [];
  for (const [id, told] of added) {
    if (id < 0 || merged.has(id)) continue;
    const before = existing.get(id);
    const after = before?.part_of === null ? combine(before, told) : undefined;
    if (after) grown.push([id, after]);
    else untold.add(id);
  }
  await saveAggregates(db, grown);
  return [...untold];
}
