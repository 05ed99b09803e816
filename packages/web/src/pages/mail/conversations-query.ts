import { type CallAnswer, type CallInput, queryKey } from '@mailroom/client';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { filterQuery, type ListFilter, narrowsMailboxes, noFilter } from './list-filter.ts';
import type { View } from './view.ts';

export type ConversationPage = CallAnswer<'listConversations'>;

const pageSize = 50;

export interface ListWish {
  view: View;
  /** Words to find in the whole index, not only in the view. */
  words: string;
  unread: boolean;
  filter: ListFilter;
}

function queryOf({ view, words, unread, filter }: ListWish): CallInput<'listConversations'>['query'] {
  const asked = narrowsMailboxes(view, words !== '')
    ? filter
    : { ...filter, whose: noFilter.whose, account: '' };
  const narrowed = { ...filterQuery(asked), ...(unread && { unread: 'true' }) };
  return words === '' ? { ...narrowed, ...view, limit: pageSize } : { words, ...narrowed, limit: pageSize };
}

/** The list a wish asks for, page by page. While words are typed the last answer stays on the screen until the next is there. */
export function conversationsQuery(wish: ListWish) {
  const query = queryOf(wish);
  return infiniteQueryOptions({
    queryKey: queryKey('listConversations', { query }),
    queryFn: ({ pageParam, signal }) =>
      call('listConversations', { query: { ...query, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: ConversationPage) => last.next ?? undefined,
    placeholderData: wish.words === '' ? undefined : keepPreviousData,
  });
}
