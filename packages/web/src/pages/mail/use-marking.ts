import { type CallAnswer, queryKey } from '@mailroom/client';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import type { ConversationPage } from './conversations-query.ts';
import { type Marking, markConversation, markFolders, markSummary } from './optimistic.ts';

/** Marks messages: on the screen at once, then as an intent. What the server refuses is read again as it really is. */
export function useMarking(): (marking: Marking) => void {
  const cache = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ messageIds, flag, value }: Marking) =>
      call('createIntents', { body: { kind: 'flag', messageIds: [...messageIds], flag, value } }),
    onMutate: async (marking) => {
      const conversationKey = queryKey('readConversation', { params: { id: marking.conversationId } });
      // An answer on its way was made before this and would show the old state for a moment.
      await Promise.all([
        cache.cancelQueries({ queryKey: ['listConversations'] }),
        cache.cancelQueries({ queryKey: conversationKey }),
        cache.cancelQueries({ queryKey: ['listFolders'] }),
      ]);
      const before = cache.getQueryData<CallAnswer<'readConversation'>>(conversationKey);
      cache.setQueriesData<InfiniteData<ConversationPage>>(
        { queryKey: ['listConversations'] },
        (list) =>
          list && {
            ...list,
            pages: list.pages.map((page) => ({
              ...page,
              conversations: page.conversations.map((summary) => markSummary(summary, marking)),
            })),
          },
      );
      cache.setQueryData<CallAnswer<'readConversation'>>(
        conversationKey,
        (known) => known && markConversation(known, marking),
      );
      cache.setQueryData(
        read('listFolders', { query: {} }).queryKey,
        (known) => known && { folders: markFolders(known.folders, marking, before?.messages ?? []) },
      );
    },
    onError: (thrown, { conversationId }) => {
      notifyFailure(thrown);
      void cache.invalidateQueries({ queryKey: ['listConversations'] });
      void cache.invalidateQueries({
        queryKey: queryKey('readConversation', { params: { id: conversationId } }),
      });
      void cache.invalidateQueries({ queryKey: ['listFolders'] });
    },
  });
  return mutate;
}
