/** The conversations a person has chosen in the list on the screen; another list begins with none. */
import type { ConversationSummary } from '@mailroom/model';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../shell/announcer.tsx';
import { allOf, begunSelection, extended, noSelection, type Selection, toggled } from './selection.ts';

export interface SelectedConversations {
  /** In the list's order. */
  chosen: readonly ConversationSummary[];
  ids: ReadonlySet<string>;
  /** Something is chosen, or a person has begun to choose. */
  active: boolean;
  begin(): void;
  toggle(id: string): void;
  /** Chooses everything up to a row. */
  extendTo(id: string): void;
  all(): void;
  clear(): void;
}

/**
 * @param list names what is listed: with another name, nothing is chosen
 * @param currentId the row that the keyboard is on
 */
export function useSelection(
  list: string,
  conversations: readonly ConversationSummary[],
  currentId: string | null,
): SelectedConversations {
  const [held, setHeld] = useState({ list, selection: noSelection });
  const selection = held.list === list ? held.selection : noSelection;
  // What the rows' handlers need is read when they are called, so that a row is not drawn again because another one moved.
  const seen = useRef({ order: [] as readonly string[], currentId });
  seen.current = { order: conversations.map(({ id }) => id), currentId };

  const change = useCallback(
    (next: (before: Selection) => Selection) =>
      setHeld((before) => ({ list, selection: next(before.list === list ? before.selection : noSelection) })),
    [list],
  );
  const actions = useMemo(
    () => ({
      begin: () => change(() => begunSelection),
      toggle: (id: string) => change((before) => toggled(before, id)),
      extendTo: (id: string) => {
        const { order, currentId: from } = seen.current;
        change((before) => extended(before, order, from, id));
      },
      all: () => change(() => allOf(seen.current.order)),
      clear: () => change(() => noSelection),
    }),
    [change],
  );
  const chosen = useMemo(
    () => conversations.filter(({ id }) => selection.ids.has(id)),
    [conversations, selection.ids],
  );
  useTellingHowMany(chosen.length);
  const { ids, begun } = selection;
  return useMemo(
    () => ({ chosen, ids, active: begun || chosen.length > 0, ...actions }),
    [chosen, ids, begun, actions],
  );
}

/** A screen reader tells the state of one row; how many are chosen, nothing else on the screen would. */
function useTellingHowMany(count: number): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const before = useRef(count);
  useEffect(() => {
    if (count === before.current) return;
    before.current = count;
    if (count > 0) announce(t('selection:count', { count }));
  }, [count, announce, t]);
}
