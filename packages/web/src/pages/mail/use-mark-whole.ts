import type { ConversationSummary } from '@mailroom/model';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarkWish } from './optimistic.ts';
import { useMarking } from './use-marking.ts';
import { useRefusal } from './use-refusal.ts';
import type { UndoToast } from './use-undo-toast.tsx';

export interface MarkActions {
  /** A star goes to the newest message and is taken from every one that has it; to all of them where one has none. */
  star(conversations: readonly ConversationSummary[]): void;
  markRead(conversations: readonly ConversationSummary[]): void;
  /** A conversation is unread when its newest message is. */
  markUnread(conversations: readonly ConversationSummary[]): void;
}

/**
 * Marks of conversations as wholes.
 *
 * @param toast where something is told
 * @param says whether what was done is told: not where the row that was marked says enough
 */
export function useMarkWhole(toast: UndoToast, says: boolean): MarkActions {
  const { t } = useTranslation();
  const mark = useMarking();
  const refusal = useRefusal();
  const carryOut = useCallback(
    async (wish: MarkWish, text: string) => {
      if (wish.of.length === 0) return;
      const marked = (await mark(wish)).filter(({ which }) => which.length > 0);
      if (!says || marked.length === 0) return;
      const of = marked.map(({ conversation, which }) => ({
        conversation: after(conversation, wish),
        which,
      }));
      toast.tell(text, async () => void (await mark({ of, flag: wish.flag, value: !wish.value })));
    },
    [mark, says, toast],
  );
  return useMemo(() => {
    /** The keyboard and the rows of the list reach what a bar shows as refused. */
    const allowed = (conversations: readonly ConversationSummary[]): boolean => {
      const refused = refusal(conversations, 'send');
      if (refused !== null) toast.tell(refused, null);
      return refused === null;
    };
    return {
      star(conversations) {
        if (!allowed(conversations)) return;
        const value = conversations.some(({ flagged }) => !flagged);
        const those = conversations.filter(({ flagged }) => flagged !== value);
        const of = those.map((conversation) => ({
          conversation,
          which: value ? ('newest' as const) : ('flagged' as const),
        }));
        const count = those.length;
        void carryOut(
          { of, flag: 'flagged', value },
          value ? t('selection:starred', { count }) : t('selection:unstarred', { count }),
        );
      },
      markRead(conversations) {
        if (!allowed(conversations)) return;
        const unread = conversations.filter((conversation) => conversation.unread > 0);
        const of = unread.map((conversation) => ({ conversation, which: 'unread' as const }));
        void carryOut({ of, flag: 'seen', value: true }, t('selection:read', { count: unread.length }));
      },
      markUnread(conversations) {
        if (!allowed(conversations)) return;
        const of = conversations.map((conversation) => ({ conversation, which: 'newest' as const }));
        void carryOut({ of, flag: 'seen', value: false }, t('selection:unread', { count: of.length }));
      },
    };
  }, [carryOut, refusal, toast, t]);
}

/** As the list counts the conversation once the wish is carried out. */
function after(conversation: MarkWish['of'][number]['conversation'], { flag, value }: MarkWish) {
  if (flag !== 'seen') return conversation;
  return { ...conversation, unread: value ? 0 : Math.max(1, conversation.unread) };
}
