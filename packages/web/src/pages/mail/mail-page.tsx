import type { ConversationSummary } from '@mailroom/model';
import { useFolderName } from '@mailroom/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/provider.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { ConversationPane, NoConversation } from './conversation-pane.tsx';
import { conversationsQuery } from './conversations-query.ts';
import type { FilingActions } from './filing-bar.tsx';
import { ListPane } from './list-pane.tsx';
import classes from './mail-page.module.css';
import { RefusedIntents } from './refused-intents.tsx';
import { useFilingActions } from './use-filing-actions.tsx';
import { useMarkWhole } from './use-mark-whole.ts';
import { useOwnAddresses } from './use-own-addresses.ts';
import { parseView, type View } from './view.ts';

/** Folders | conversations | conversation. On a phone one of them at a time: the address says which. */
export function MailPage() {
  const { view: segment, conversationId: openId = null } = useParams({ strict: false });
  const { q: words = '', unread = false } = useSearch({ from: '/signed-in/mail/$view' });
  const navigate = useNavigate();
  const view = useMemo(() => parseView(segment ?? 'inbox'), [segment]);
  const own = useOwnAddresses();
  const name = useViewName(view);
  const list = useInfiniteQuery(conversationsQuery({ view, words, unread }));
  const conversations = useMemo(
    () => list.data?.pages.flatMap((page) => page.conversations) ?? [],
    [list.data],
  );
  const [selectedId, setSelectedId] = useState<string | null>(openId);
  const listRef = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const params = useMemo(() => ({ view: segment ?? 'inbox' }), [segment]);
  useTitle(openId ? '' : name);

  useEffect(() => {
    if (openId) setSelectedId(openId);
  }, [openId]);
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
  const focusList = useCallback(() => listRef.current?.focus({ preventScroll: true }), []);
  const { star, markUnread } = useMarkWhole();
  const leave = useCallback(
    ({ id }: ConversationSummary) => {
      const at = conversations.findIndex((conversation) => conversation.id === id);
      const next = conversations[at + 1] ?? conversations[at - 1];
      setSelectedId(next?.id ?? null);
      if (openId === id) close();
    },
    [conversations, openId, close],
  );
  const filing = useFilingActions({ view, searching: words !== '', onFiled: leave });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);

  useListCommands({
    conversations,
    selectedId,
    openId,
    select: setSelectedId,
    open,
    close,
    star,
    markUnread,
    searchRef,
    filing: filing.actions,
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
          query={{ ...list, hasNextPage, isFetchingNextPage }}
          conversations={conversations}
          complete={list.data?.pages.at(-1)?.complete ?? true}
          selectedId={selectedId}
          openId={openId}
          own={own}
          listRef={listRef}
          searchRef={searchRef}
          onSearch={search}
          onSearchDone={focusList}
          onUnread={onlyUnread}
          loadMore={loadMore}
          onOpen={open}
          onStar={star}
        />
      </section>
      <div className={classes.reader}>
        {openId ? (
          <ConversationPane
            id={openId}
            onClose={close}
            onStar={star}
            onMarkUnread={markUnread}
            filing={filing.actions}
          />
        ) : (
          <NoConversation />
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
  const folder = data?.folders.find(({ id }) => id === view.folderId);
  return folder ? nameOf(folder) : '';
}

interface ListCommandParts {
  conversations: readonly ConversationSummary[];
  selectedId: string | null;
  openId: string | null;
  select(id: string): void;
  open(id: string): void;
  close(): void;
  star(conversation: ConversationSummary): void;
  markUnread(conversation: ConversationSummary): void;
  searchRef: RefObject<HTMLInputElement | null>;
  filing: FilingActions;
}

function useListCommands(parts: ListCommandParts): void {
  const { conversations, selectedId, openId, select, open, close, star, markUnread, searchRef, filing } =
    parts;
  const commands = useMemo<Command[]>(() => {
    const at = conversations.findIndex(({ id }) => id === selectedId);
    const selected = conversations[at];
    const go = (step: number): void => {
      const next = conversations[Math.min(conversations.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
      if (!next) return;
      select(next.id);
      // With a conversation open, walking the list is walking from letter to letter.
      if (openId) open(next.id);
    };
    const step = (id: string, key: string, by: number): Command => ({
      id,
      group: 'list',
      label: by > 0 ? 'next' : 'previous',
      keys: [key],
      when: () => conversations.length > 0,
      run: () => go(by),
    });
    const filed = (
      id: string,
      label: Command['label'],
      key: string,
      run: (conversation: ConversationSummary) => void,
    ): Command => ({
      id,
      group: 'list',
      label,
      keys: [key],
      when: () => selected !== undefined,
      run: () => selected && run(selected),
    });
    return [
      step('next', 'j', 1),
      step('previous', 'k', -1),
      step('next-arrow', 'ArrowDown', 1),
      step('previous-arrow', 'ArrowUp', -1),
      {
        id: 'open',
        group: 'list',
        label: 'open',
        keys: ['Enter'],
        when: () => selected !== undefined,
        run: () => selected && open(selected.id),
      },
      {
        id: 'star',
        group: 'list',
        label: 'star',
        keys: ['s'],
        when: () => selected !== undefined,
        run: () => selected && star(selected),
      },
      {
        id: 'mark-unread',
        group: 'list',
        label: 'markUnread',
        keys: ['U'],
        when: () => selected !== undefined,
        run: () => {
          if (!selected) return;
          if (openId) close();
          markUnread(selected);
        },
      },
      filed('archive', 'archive', 'e', filing.archive),
      filed('trash', 'trash', '#', filing.trash),
      filed('trash-key', 'trash', 'Delete', filing.trash),
      filed('junk', 'junk', '!', filing.junk),
      filed('move-to', 'moveTo', 'v', filing.moveTo),
      { id: 'search', group: 'general', label: 'search', keys: ['/'], run: () => searchRef.current?.focus() },
    ];
  }, [conversations, selectedId, openId, select, open, close, star, markUnread, searchRef, filing]);
  useCommands(commands);
}
