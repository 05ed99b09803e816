/** The messages of conversations, as an intent has to name them: from what was read already, and otherwise asked for at once. */
import { type CallAnswer, queryKey } from '@mailroom/client';
import type { ConversationSummary, MessageMarks } from '@mailroom/model';
import type { QueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { inRequests } from './in-requests.ts';

/**
 * Of a conversation whose answer is in the cache and up to date; undefined of any other. The messages that only its copies in other
 * mailboxes have are shown with it, and not acted on.
 */
export function knownMessages(
  cache: QueryClient,
  id: string,
): CallAnswer<'readConversation'>['messages'] | undefined {
  const key = queryKey('readConversation', { params: { id } });
  const known = cache.getQueryState<CallAnswer<'readConversation'>>(key);
  if (known?.isInvalidated) return undefined;
  return known?.data?.messages.filter(({ conversationId }) => conversationId === id);
}

/** By the conversation's id; a conversation that is gone has none. */
export async function messagesOf(
  cache: QueryClient,
  conversations: readonly Pick<ConversationSummary, 'id'>[],
): Promise<Map<string, readonly MessageMarks[]>> {
  const found = new Map<string, readonly MessageMarks[]>();
  const unknown: string[] = [];
  for (const { id } of conversations) {
    const known = knownMessages(cache, id);
    if (known) found.set(id, known);
    else unknown.push(id);
  }
  for (const conversationIds of inRequests(unknown)) {
    const { messages } = await call('listConversationMessages', { body: { conversationIds } });
    for (const [id, own] of Map.groupBy(messages, ({ conversationId }) => conversationId)) found.set(id, own);
  }
  return found;
}
