/** Which conversation a message joins, given those that its keys were found in. */
import type { JoinReason, ThreadIds } from './ids.ts';

export interface FoundConversation<Id extends string | number> {
  id: Id;
  /** Messages it holds. */
  messages: number;
}

export type ConversationDecision<Id extends string | number> =
  | { do: 'new'; reason: JoinReason }
  | { do: 'join'; conversation: Id; reason: JoinReason }
  /** The message proves that several conversations are one: all messages and keys of `from` move into `conversation`. */
  | { do: 'merge'; conversation: Id; from: Id[]; reason: JoinReason };

function before<Id extends string | number>(a: FoundConversation<Id>, b: FoundConversation<Id>): number {
  if (a.messages !== b.messages) return b.messages - a.messages;
  return a.id < b.id ? -1 : 1;
}

/**
 * Decides by shared keys alone; subjects are never compared, since "Re: Invoice" from two customers is two conversations. As
 * every message of a key ends up in one conversation, the grouping is the same whatever order messages arrive in, and headers
 * that point at each other in a circle are simply one group.
 *
 * The conversation with most messages survives a merge, so that building one of n messages moves each at most log n times.
 *
 * @param found every conversation, within the account, that holds one of `ids.keys`; repeats are fine.
 */
export function decideConversation<Id extends string | number>(input: {
  ids: Pick<ThreadIds, 'reason'>;
  found: readonly FoundConversation<Id>[];
}): ConversationDecision<Id> {
  const { reason } = input.ids;
  const distinct = [...new Map(input.found.map((conversation) => [conversation.id, conversation])).values()];
  const [largest, ...others] = distinct.sort(before);
  if (largest === undefined) return { do: 'new', reason };
  if (others.length === 0) return { do: 'join', conversation: largest.id, reason };
  return { do: 'merge', conversation: largest.id, from: others.map(({ id }) => id), reason };
}
