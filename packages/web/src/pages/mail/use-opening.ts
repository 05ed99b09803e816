/** What opening a conversation does: which messages are unfolded, and which are read by it. */
import { type ConversationSummary, type Message, reaches } from '@mailroom/model';
import { useEffect, useMemo, useRef } from 'react';
import { useMarking } from './use-marking.ts';
import { useLevels } from './use-refusal.ts';

/** The newest message and everything unread, as they were when the conversation was opened: reading does not fold what is read. */
export function useInitiallyExpanded(messages: readonly Message[]): ReadonlySet<string> {
  const seen = useRef(new Map<string, boolean>());
  const newest = messages.at(-1)?.id;
  for (const { id, flags } of messages) {
    if (!seen.current.has(id)) seen.current.set(id, id === newest || !flags.includes('seen'));
  }
  return useMemo(
    () => new Set(messages.filter(({ id }) => seen.current.get(id)).map(({ id }) => id)),
    [messages],
  );
}

/**
 * Each unread message is marked once per opening, so that "mark as unread" stays what the person said. Only in the mailbox of the row that
 * was opened, and only where the reader may: what is shared for reading stays as its owner left it.
 */
export function useMarkReadOnOpening(conversation: ConversationSummary, messages: readonly Message[]): void {
  const mark = useMarking();
  const levels = useLevels();
  const done = useRef(new Set<string>());
  useEffect(() => {
    if (levels === null || !reaches(levels(conversation.accountId), 'send')) return;
    const unread = messages
      .filter(
        ({ id, conversationId, flags }) =>
          conversationId === conversation.id && !flags.includes('seen') && !done.current.has(id),
      )
      .map(({ id }) => id);
    for (const { id } of messages) done.current.add(id);
    if (unread.length > 0) void mark({ of: [{ conversation, which: unread }], flag: 'seen', value: true });
  }, [conversation, messages, levels, mark]);
}
