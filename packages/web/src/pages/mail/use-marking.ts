import { type CallAnswer, queryKey } from '@mailroom/client';
import type { Folder } from '@mailroom/model';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import type { ConversationPage } from './conversations-query.ts';
import {
  chosen,
  type Marking,
  type MarkWish,
  markConversation,
  markFolders,
  markSummary,
} from './optimistic.ts';
import { parseView } from './view.ts';

const foldersKey = read('listFolders', { query: {} }).queryKey;
const conversationKey = (id: string) => queryKey('readConversation', { params: { id } });

/** What the intent names: from the list, of a conversation that was never opened, its messages have to be asked for first. */
async function messageIdsOf({ conversation, which }: MarkWish): Promise<readonly string[]> {
  if (typeof which !== 'string') return which;
  const { messages } = await call('readConversation', { params: { id: conversation.id } });
  return chosen(messages, which);
}

/** Marks messages: on the screen at once, then as an intent. What the server refuses is put back, said, and read as it really is. */
export function useMarking(): (wish: MarkWish) => void {
  const cache = useQueryClient();
  const { view } = useParams({ strict: false });
  const { mutate } = useMutation({
    mutationFn: async ({ wish, marking }: { wish: MarkWish; marking: Marking }) => {
      const messageIds = marking.messageIds ?? (await messageIdsOf(wish));
      if (messageIds.length === 0) return;
      const { flag, value } = wish;
      await call('createIntents', { body: { kind: 'flag', messageIds: [...messageIds], flag, value } });
    },
    onMutate: async ({ marking }) => {
      const oneKey = conversationKey(marking.conversation.id);
      // An answer on its way was made before this and would show the old state for a moment.
      await Promise.all([
        cache.cancelQueries({ queryKey: ['listConversations'] }),
        cache.cancelQueries({ queryKey: oneKey }),
        cache.cancelQueries({ queryKey: foldersKey }),
      ]);
      const before = [
        ...cache.getQueriesData({ queryKey: ['listConversations'] }),
        ...cache.getQueriesData({ queryKey: oneKey }),
        ...cache.getQueriesData({ queryKey: foldersKey }),
      ];
      const messages = cache.getQueryData<CallAnswer<'readConversation'>>(oneKey)?.messages ?? null;
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
        oneKey,
        (known) => known && markConversation(known, marking),
      );
      const place = parseView(view ?? 'inbox');
      const shown = (folder: Folder): boolean =>
        'role' in place ? folder.role === place.role : folder.id === place.folderId;
      cache.setQueryData(
        foldersKey,
        (known) => known && { folders: markFolders(known.folders, marking, messages, shown) },
      );
      return before;
    },
    onError: (thrown, { wish }, before) => {
      for (const [key, data] of before ?? []) cache.setQueryData(key, data);
      notifyFailure(thrown);
      for (const queryKey of [['listConversations'], conversationKey(wish.conversation.id), foldersKey])
        void cache.invalidateQueries({ queryKey });
    },
  });
  return useCallback(
    (wish) => {
      const { which } = wish;
      const known = cache.getQueryData<CallAnswer<'readConversation'>>(conversationKey(wish.conversation.id));
      const messageIds = typeof which !== 'string' ? which : known ? chosen(known.messages, which) : null;
      mutate({ wish, marking: { ...wish, messageIds } });
    },
    [cache, mutate],
  );
}
