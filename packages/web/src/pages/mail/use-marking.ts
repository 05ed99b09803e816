import { type CallAnswer, queryKey } from '@mailroom/client';
import type { Folder } from '@mailroom/model';
import { type InfiniteData, type QueryFilters, useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import type { ConversationPage } from './conversations-query.ts';
import { inRequests } from './in-requests.ts';
import { knownMessages, messagesOf } from './messages-of.ts';
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
const lists = { queryKey: ['listConversations'] };
const conversationKey = (id: string) => queryKey('readConversation', { params: { id } });

/** The messages of each conversation that the server marked: what is named to take it back. */
export type Marked = readonly { conversation: Marking['conversation']; which: readonly string[] }[];

interface Asked {
  wish: MarkWish;
  /** In the order of the wish. */
  markings: readonly Marking[];
}

/**
 * Marks messages: on the screen at once, then as an intent. What the server refuses is put back, said, and read as it really is.
 *
 * @returns of the function: what was marked; nothing when that was refused
 */
export function useMarking(): (wish: MarkWish) => Promise<Marked> {
  const cache = useQueryClient();
  const { view } = useParams({ strict: false });
  const { mutateAsync } = useMutation({
    mutationFn: async ({ wish, markings }: Asked): Promise<Marked> => {
      const { flag, value } = wish;
      const marked = await named(wish, markings);
      for (const messageIds of inRequests(marked.flatMap(({ which }) => which))) {
        await call('createIntents', { body: { kind: 'flag', messageIds, flag, value } });
      }
      return marked;
    },
    onMutate: async ({ markings }) => {
      const keys = markings.map(({ conversation }) => ({ queryKey: conversationKey(conversation.id) }));
      const touched: QueryFilters[] = [lists, { queryKey: foldersKey }, ...keys];
      // An answer on its way was made before this and would show the old state for a moment.
      await Promise.all(touched.map((filter) => cache.cancelQueries(filter)));
      const before = touched.flatMap((filter) => cache.getQueriesData(filter));
      for (const marking of markings) show(marking);
      return before;
    },
    onError: (thrown, { markings }, before) => {
      for (const [key, data] of before ?? []) cache.setQueryData(key, data);
      notifyFailure(thrown);
      for (const queryKey of [
        lists.queryKey,
        foldersKey,
        ...markings.map(({ conversation }) => conversationKey(conversation.id)),
      ])
        void cache.invalidateQueries({ queryKey });
    },
  });

  /** What the intent names: of a conversation that was never opened, its messages have to be asked for first. */
  async function named(wish: MarkWish, markings: readonly Marking[]): Promise<Marked> {
    const unknown = markings.filter(({ messageIds }) => messageIds === null);
    const messages = await messagesOf(
      cache,
      unknown.map(({ conversation }) => conversation),
    );
    return wish.of.map(({ conversation, which }, at) => ({
      conversation,
      which: markings[at]?.messageIds ?? chosen(messages.get(conversation.id) ?? [], which, wish),
    }));
  }

  function show(marking: Marking): void {
    const oneKey = conversationKey(marking.conversation.id);
    const messages = cache.getQueryData<CallAnswer<'readConversation'>>(oneKey)?.messages ?? null;
    cache.setQueriesData<InfiniteData<ConversationPage>>(
      lists,
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
    const shown = (folder: Folder): boolean => {
      if ('scope' in place) return false;
      return 'role' in place ? folder.role === place.role : folder.id === place.folderId;
    };
    cache.setQueryData(
      foldersKey,
      (known) => known && { folders: markFolders(known.folders, marking, messages, shown) },
    );
  }

  return useCallback(
    async (wish) => {
      const { flag, value } = wish;
      const markings = wish.of.map(({ conversation, which }): Marking => {
        const known = typeof which === 'string' ? knownMessages(cache, conversation.id) : [];
        return { conversation, messageIds: known ? chosen(known, which, wish) : null, flag, value };
      });
      // A refusal was told and put right above.
      return mutateAsync({ wish, markings }).catch(() => []);
    },
    [cache, mutateAsync],
  );
}
