import { asFailure, type ConversationSummary } from '@mailroom/model';
import {
  ConversationList,
  ConversationListSkeleton,
  EmptyState,
  FailureNotice,
  useLocale,
} from '@mailroom/ui';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconAt,
  IconFilterOff,
  IconInbox,
  IconListCheck,
  IconMailOpened,
  IconSearchOff,
} from '@tabler/icons-react';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { useShell } from '../../shell/shell-context.ts';
import { FilterButton } from './filter-button.tsx';
import { isNarrowed, type ListFilter, noFilter } from './list-filter.ts';
import classes from './list-pane.module.css';
import { SearchBox } from './search-box.tsx';
import type { SelectedConversations } from './use-selection.ts';

interface ListPaneProps {
  name: string;
  isInbox: boolean;
  words: string;
  unread: boolean;
  filter: ListFilter;
  /** Whether whose mail, and which mailbox, can be chosen in this view. */
  ofMailboxes: boolean;
  query: Pick<
    UseInfiniteQueryResult,
    'isPending' | 'isError' | 'error' | 'hasNextPage' | 'isFetchingNextPage'
  > & {
    refetch(): unknown;
  };
  conversations: readonly ConversationSummary[];
  /** False for a search that could not look through everything yet. */
  complete: boolean;
  /** The row that the keyboard is on. */
  currentId: string | null;
  openId: string | null;
  own: ReadonlySet<string>;
  selection: SelectedConversations;
  /** Stands for the name of the list while conversations are chosen. */
  selectionBar: ReactNode;
  listRef: RefObject<HTMLDivElement | null>;
  searchRef: RefObject<HTMLInputElement | null>;
  onSearch(words: string): void;
  onSearchDone(): void;
  onUnread(unread: boolean): void;
  onFilter(filter: ListFilter): void;
  loadMore(): void;
  onOpen(id: string): void;
  onToggle(id: string): void;
  onExtend(id: string): void;
  onStar(conversation: ConversationSummary): void;
}

/** Search, the name of what is shown or what may be done with what is chosen, and the list. */
export function ListPane(props: ListPaneProps) {
  const { menuButton } = useShell();
  return (
    <>
      <div className={classes.bar}>
        {menuButton}
        <SearchBox
          words={props.words}
          onSearch={props.onSearch}
          onDone={props.onSearchDone}
          inputRef={props.searchRef}
        />
      </div>
      {props.selection.active ? props.selectionBar : <Head {...props} />}
      <Listed {...props} />
    </>
  );
}

function Head(props: ListPaneProps) {
  const { t } = useTranslation();
  const searching = props.words !== '';
  return (
    <div className={classes.head}>
      <h1 className={classes.name}>
        {searching ? t('reader:searchResults', { words: props.words }) : props.name}
      </h1>
      {searching && <Found {...props} />}
      {props.conversations.length > 0 && (
        <Tooltip label={`${t('selection:begin')} (x)`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('selection:begin')}
            onClick={props.selection.begin}
          >
            <IconListCheck size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      )}
      <FilterButton filter={props.filter} ofMailboxes={props.ofMailboxes} onFilter={props.onFilter} />
      {!searching && (
        <Tooltip label={t('reader:unreadOnly')}>
          <ActionIcon
            variant={props.unread ? 'light' : 'subtle'}
            color={props.unread ? 'accent' : 'gray'}
            aria-label={t('reader:unreadOnly')}
            aria-pressed={props.unread}
            onClick={() => props.onUnread(!props.unread)}
          >
            <IconMailOpened size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

/** A number is said only when it is known: with more pages to come it is "more than". */
function Found({ query, conversations, complete }: ListPaneProps) {
  const { t } = useTranslation();
  if (query.isPending || query.isError || conversations.length === 0) return null;
  const count = conversations.length;
  return (
    <span className={classes.found} role="status" title={complete ? undefined : t('reader:searchIncomplete')}>
      {query.hasNextPage || !complete ? t('reader:foundMore', { count }) : t('reader:found', { count })}
    </span>
  );
}

function Listed(props: ListPaneProps) {
  const { t } = useTranslation();
  const { number } = useLocale();
  const { query, conversations } = props;
  const label = t('reader:list', { name: props.name });
  if (conversations.length > 0) {
    return (
      <ConversationList
        label={`${label}, ${number(conversations.length)}`}
        conversations={conversations}
        currentId={props.currentId}
        openId={props.openId}
        own={props.own}
        chosenIds={props.selection.ids}
        choosing={props.selection.active}
        hasMore={query.hasNextPage}
        loadMore={props.loadMore}
        onOpen={props.onOpen}
        onToggle={props.onToggle}
        onExtend={props.onExtend}
        onStar={props.onStar}
        listRef={props.listRef}
      />
    );
  }
  if (query.isPending) return <ConversationListSkeleton label={t('shell:loading')} />;
  if (query.isError) {
    return (
      <div className={classes.failure}>
        <FailureNotice
          title={t('reader:listFailed')}
          failure={{ ...asFailure(query.error).toWire(), next: { do: 'retry' } }}
          steps={{ retry: () => void query.refetch() }}
        />
      </div>
    );
  }
  return <NothingListed {...props} />;
}

/** Why nothing is listed: no account, still on its way, nothing found, or really nothing there. */
function NothingListed({ words, filter, isInbox, complete, onFilter }: ListPaneProps) {
  const { t } = useTranslation();
  const accounts = useQuery(read('listAccounts', {})).data?.accounts;
  const me = useQuery(read('readMe', {})).data;
  if (accounts?.length === 0 && !me?.sharedConversations) {
    return (
      <EmptyState icon={IconAt} title={t('reader:noAccountTitle')} text={t('accounts:emptyText')}>
        <Button component={Link} to="/accounts/link">
          {t('accounts:link')}
        </Button>
      </EmptyState>
    );
  }
  if (words !== '') {
    return (
      <EmptyState
        icon={IconSearchOff}
        title={t('reader:nothingFoundTitle')}
        text={t('reader:nothingFoundText')}
        hint={complete ? t('reader:searchScope') : t('reader:searchIncomplete')}
      />
    );
  }
  if (isNarrowed(filter)) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t('reader:emptyTitle')}
        text={t('reader:filter.nothing')}
        {...(!complete && { hint: t('reader:searchIncomplete') })}
      >
        <Button variant="default" onClick={() => onFilter(noFilter)}>
          {t('reader:filter.clear')}
        </Button>
      </EmptyState>
    );
  }
  if (accounts?.some(({ state }) => state === 'syncing')) {
    return <EmptyState icon={IconInbox} title={t('reader:emptyTitle')} text={t('reader:emptySyncing')} />;
  }
  return (
    <EmptyState
      icon={IconInbox}
      title={isInbox ? t('reader:emptyInboxTitle') : t('reader:emptyTitle')}
      text={t('reader:emptyText')}
    />
  );
}
