import type { ConversationSummary } from '@mailroom/model';
import { useFolderName } from '@mailroom/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { useTitle } from '../../shell/use-title.ts';
import { ConversationPane } from './conversation-pane.tsx';
import { conversationsQuery } from './conversations-query.ts';
import { type ListFilter, narrowsMailboxes, readFilter, writeFilter } from './list-filter.ts';
import { ListPane } from './list-pane.tsx';
import classes from './mail-page.module.css';
import { NoConversation } from './no-conversation.tsx';
import { RefusedIntents } from './refused-intents.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useCurrent } from './use-current.ts';
import { useFilingActions } from './use-filing-actions.tsx';
import { useListCommands } from './use-list-commands.ts';
import { useMarkWhole } from './use-mark-whole.ts';
import { useOwnAddresses } from './use-own-addresses.ts';
import { useSelection } from './use-selection.ts';
import { useUndoToast } from './use-undo-toast.tsx';
import { parseView, type View } from './view.ts';

/** Folders | conversations | conversation. On a phone one of them at a time: the address says which. */
export function MailPage() {
  const { view: segment, conversationId: openId = null } = useParams({ strict: false });
  const { q: words = '', unread = false, ...narrowing } = useSearch({ from: '/signed-in/mail/$view' });
  const navigate = useNavigate();
  const view = useMemo(() => parseView(segment ?? 'inbox'), [segment]);
  const { whose, account, address, domains } = narrowing;
  const filter = useMemo(
    () => readFilter({ whose, account, address, domains }),
    [whose, account, address, domains],
  );
  const ofMailboxes = narrowsMailboxes(view, words !== '');
  const own = useOwnAddresses();
  const name = useViewName(view);
  const list = useInfiniteQuery(conversationsQuery({ view, words, unread, filter }));
  const conversations = useMemo(
    () => list.data?.pages.flatMap((page) => page.conversations) ?? [],
    [list.data],
  );
  const order = useMemo(() => conversations.map(({ id }) => id), [conversations]);
  const [currentId, setCurrentId] = useCurrent(order, openId);
  const listRef = useRef<HTMLDivElement>(null);
  const readerRef = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const selection = useSelection(
    `${segment} ${words} ${unread} ${JSON.stringify(filter)}`,
    conversations,
    currentId,
  );
  const params = useMemo(() => ({ view: segment ?? 'inbox' }), [segment]);
  useTitle(openId ? '' : name);

  useEffect(() => {
    if (openId) setCurrentId(openId);
  }, [openId, setCurrentId]);
  useFocusOnReturn(listRef, openId);

  const open = useCallback(
    (id: string) =>
      void navigate({
        to: '/mail/$view/$conversationId',
        params: { ...params, conversationId: id },
        search: (before) => before,
      }),
    [navigate, params],
  );
  const close = useCallback(() => {
    void navigate({ to: '/mail/$view', params, search: (before) => before });
  }, [navigate, params]);
  const search = useCallback(
    (wish: string) =>
      void navigate({
        to: '/mail/$view',
        params,
        search: (before) => ({ ...before, q: wish || undefined }),
        replace: true,
      }),
    [navigate, params],
  );
  const onlyUnread = useCallback(
    (wish: boolean) =>
      void navigate({
        to: '/mail/$view',
        params,
        search: (before) => ({ ...before, unread: wish || undefined }),
        replace: true,
      }),
    [navigate, params],
  );
  const narrow = useCallback(
    (wish: ListFilter) =>
      void navigate({
        to: '/mail/$view',
        params,
        search: (before) => ({ ...before, ...writeFilter(wish) }),
        replace: true,
      }),
    [navigate, params],
  );
  const focusList = useCallback(() => listRef.current?.focus({ preventScroll: true }), []);
  const { toggle, extendTo, clear } = selection;
  const choose = useCallback(
    (id: string) => {
      toggle(id);
      setCurrentId(id);
    },
    [toggle, setCurrentId],
  );
  const chooseUpTo = useCallback(
    (id: string) => {
      extendTo(id);
      setCurrentId(id);
    },
    [extendTo, setCurrentId],
  );
  const clearSelection = useCallback(() => {
    clear();
    focusList();
  }, [clear, focusList]);

  const toast = useUndoToast();
  const marks = useMarkWhole(toast, selection.active);
  const leave = useCallback(
    (filed: readonly ConversationSummary[]) => {
      const gone = new Set(filed.map(({ id }) => id));
      const at = conversations.findIndex(({ id }) => gone.has(id));
      const stays = ({ id }: ConversationSummary) => !gone.has(id);
      const next = conversations.slice(Math.max(0, at)).find(stays) ?? conversations.findLast(stays);
      setCurrentId(next?.id ?? null);
      clearSelection();
      if (openId !== null && gone.has(openId)) close();
    },
    [conversations, openId, close, clearSelection, setCurrentId],
  );
  const filing = useFilingActions({ view, searching: words !== '', toast, onFiled: leave });
  const starOne = useCallback((conversation: ConversationSummary) => marks.star([conversation]), [marks]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);

  useListCommands({
    conversations,
    currentId,
    openId,
    selection,
    goTo: setCurrentId,
    open,
    close,
    marks,
    filing: filing.actions,
    takeBackLast: toast.takeBackLast,
    listRef,
    readerRef,
    searchRef,
  });

  return (
    <div className={classes.mail} data-open={openId !== null || undefined}>
      <section className={classes.list} aria-label={name}>
        <RefusedIntents />
        <ListPane
          name={name}
          isInbox={'role' in view && view.role === 'inbox'}
          words={words}
          unread={unread}
          filter={filter}
          ofMailboxes={ofMailboxes}
          query={{ ...list, hasNextPage, isFetchingNextPage }}
          conversations={conversations}
          complete={list.data?.pages.at(-1)?.complete ?? true}
          currentId={currentId}
          openId={openId}
          own={own}
          selection={selection}
          selectionBar={
            <SelectionBar
              selection={selection}
              isAll={selection.chosen.length === conversations.length}
              marks={marks}
              filing={filing.actions}
              onClear={clearSelection}
            />
          }
          listRef={listRef}
          searchRef={searchRef}
          onSearch={search}
          onSearchDone={focusList}
          onUnread={onlyUnread}
          onFilter={narrow}
          loadMore={loadMore}
          onOpen={open}
          onToggle={choose}
          onExtend={chooseUpTo}
          onStar={starOne}
        />
      </section>
      <div ref={readerRef} className={classes.reader}>
        {openId ? (
          <ConversationPane
            id={openId}
            choosing={selection.active}
            onClose={close}
            marks={marks}
            filing={filing.actions}
          />
        ) : (
          <NoConversation chosen={selection.chosen.length} />
        )}
      </div>
      {filing.dialogs}
    </div>
  );
}

/**
 * Brings the focus back to the list, and with it to the row that was open, when a conversation is closed, by whatever way. Only then is
 * the list there to take it: on a narrow screen it is not displayed beside an open conversation.
 */
function useFocusOnReturn(list: RefObject<HTMLDivElement | null>, openId: string | null): void {
  const before = useRef(openId);
  useEffect(() => {
    const closed = before.current !== null && openId === null;
    before.current = openId;
    if (closed) list.current?.focus({ preventScroll: true });
  }, [list, openId]);
}

function useViewName(view: View): string {
  const { t } = useTranslation();
  const nameOf = useFolderName();
  const { data } = useQuery(read('listFolders', { query: {} }));
  if ('role' in view) return t(`folders:${view.role}`);
  if ('scope' in view) return t('sharing:conversations');
  const folder = data?.folders.find(({ id }) => id === view.folderId);
  return folder ? nameOf(folder) : '';
}
