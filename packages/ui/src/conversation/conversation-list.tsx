import type { ConversationSummary } from '@mailroom/model';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import { size } from '../theme/tokens.ts';
import classes from './conversation-list.module.css';
import { ConversationRow } from './conversation-row.tsx';

interface ConversationListProps {
  label: string;
  conversations: readonly ConversationSummary[];
  /** The row that the keyboard is on. */
  currentId: string | null;
  openId: string | null;
  own: ReadonlySet<string>;
  hasMore: boolean;
  loadMore(): void;
  /** Chosen to be acted on together. */
  chosenIds: ReadonlySet<string>;
  /** Choosing has begun: every row shows whether it is chosen. */
  choosing: boolean;
  onOpen(id: string): void;
  onToggle(id: string): void;
  onExtend(id: string): void;
  onStar(conversation: ConversationSummary): void;
  /** The element that takes the focus; its key presses are the screen's commands. */
  listRef?: RefObject<HTMLDivElement | null>;
}

const phone = '(max-width: 47.99em)';
const touch = '(pointer: coarse)';
/** Rows from the end at which the next page is asked for: it is there before the last row is. */
const loadAhead = 20;

export const rowId = (id: string): string => `conversation-${id}`;

/** The virtual list: rows of fixed height, one tab stop, the current row as its active descendant. */
export function ConversationList(props: ConversationListProps) {
  const { conversations, currentId, openId, own, hasMore, loadMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useMediaQuery(phone, undefined, { getInitialValueInEffect: false })
    ? size.rowPhone
    : size.row;
  const tapChooses =
    useMediaQuery(touch, undefined, { getInitialValueInEffect: false }) === true && props.choosing;
  const virtual = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => conversations[at]?.id ?? at,
    overscan: 8,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are measured again only when the row height changes
  useEffect(() => virtual.measure(), [rowHeight]);

  useEffect(() => {
    if (hasMore && last >= conversations.length - loadAhead) loadMore();
  }, [hasMore, last, conversations.length, loadMore]);

  const currentAt = conversations.findIndex(({ id }) => id === currentId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list scrolls when the current row moves, not when mail arrives
  useEffect(() => {
    if (currentAt >= 0) virtual.scrollToIndex(currentAt, { align: 'auto' });
  }, [currentId]);

  return (
    <div className={classes.scroller} ref={scroller}>
      <div
        ref={props.listRef}
        role="listbox"
        tabIndex={0}
        aria-multiselectable
        data-choosing={props.choosing || undefined}
        aria-label={props.label}
        aria-activedescendant={currentAt >= 0 && currentId ? rowId(currentId) : undefined}
        className={classes.list}
        style={{ height: virtual.getTotalSize() }}
      >
        {rows.map((row) => {
          const conversation = conversations[row.index];
          if (!conversation) return null;
          return (
            <div
              key={row.key}
              role="presentation"
              className={classes.place}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              <ConversationRow
                conversation={conversation}
                id={rowId(conversation.id)}
                current={conversation.id === currentId}
                chosen={props.chosenIds.has(conversation.id)}
                tapChooses={tapChooses}
                open={conversation.id === openId}
                own={own}
                position={row.index}
                total={hasMore ? -1 : conversations.length}
                onOpen={props.onOpen}
                onToggle={props.onToggle}
                onExtend={props.onExtend}
                onStar={props.onStar}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The list while it loads: rows of the same height, so that nothing moves when mail arrives. */
export function ConversationListSkeleton({ label }: { label: string }) {
  return (
    <div className={classes.scroller} aria-busy="true" role="status">
      <span className="mr-sr-only">{label}</span>
      {Array.from({ length: 12 }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: twelve equal rows
        <div key={at} className={classes.skeleton} aria-hidden>
          <span style={{ width: `${35 + ((at * 17) % 30)}%` }} />
          <span style={{ width: `${55 + ((at * 29) % 35)}%` }} />
          <span style={{ width: `${70 + ((at * 13) % 25)}%` }} />
        </div>
      ))}
    </div>
  );
}
