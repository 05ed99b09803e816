import type { ConversationSummary } from '@mailroom/model';
import { useCallback } from 'react';
import { useMarking } from './use-marking.ts';

/** A star goes to the newest message and is taken from every one that has it; a conversation is unread when its newest message is. */
export function useMarkWhole() {
  const mark = useMarking();
  const star = useCallback(
    (conversation: ConversationSummary) =>
      mark({
        conversation,
        which: conversation.flagged ? 'flagged' : 'newest',
        flag: 'flagged',
        value: !conversation.flagged,
      }),
    [mark],
  );
  const markUnread = useCallback(
    (conversation: ConversationSummary) =>
      mark({ conversation, which: 'newest', flag: 'seen', value: false }),
    [mark],
  );
  return { star, markUnread };
}
