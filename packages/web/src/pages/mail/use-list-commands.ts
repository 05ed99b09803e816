/** What the keyboard does with the list: walk it, choose in it, and act on what is chosen, or on the row it is on. */
import type { ConversationSummary } from '@mailroom/model';
import { type RefObject, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/provider.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import type { FilingActions } from './filing-bar.tsx';
import type { MarkActions } from './use-mark-whole.ts';
import type { SelectedConversations } from './use-selection.ts';

interface ListCommandParts {
  conversations: readonly ConversationSummary[];
  /** The row that the keyboard is on. */
  currentId: string | null;
  openId: string | null;
  selection: SelectedConversations;
  goTo(id: string): void;
  open(id: string): void;
  close(): void;
  marks: MarkActions;
  filing: FilingActions;
  takeBackLast(): void;
  listRef: RefObject<HTMLDivElement | null>;
  readerRef: RefObject<HTMLDivElement | null>;
  searchRef: RefObject<HTMLInputElement | null>;
}

type Label = Command['label'];

export function useListCommands(parts: ListCommandParts): void {
  const { conversations, currentId, openId, selection, goTo, open, close, marks, filing } = parts;
  const { takeBackLast, listRef, readerRef, searchRef } = parts;
  const { t } = useTranslation();
  const announce = useAnnounce();
  const commands = useMemo<Command[]>(() => {
    const at = conversations.findIndex(({ id }) => id === currentId);
    const current = conversations[at];
    const anyListed = () => conversations.length > 0;
    const next = (by: number): string | undefined =>
      conversations[Math.min(conversations.length - 1, Math.max(0, at < 0 ? 0 : at + by))]?.id;
    const command = (
      id: string,
      label: Label,
      key: string,
      run: () => void,
      when: () => boolean,
    ): Command => ({
      id,
      group: 'list',
      label,
      keys: [key],
      when,
      run,
    });
    const step = (id: string, key: string, by: number): Command =>
      command(
        id,
        by > 0 ? 'next' : 'previous',
        key,
        () => {
          const to = next(by);
          if (to === undefined) return;
          goTo(to);
          // With a conversation open, walking the list is walking from letter to letter.
          if (openId) open(to);
        },
        anyListed,
      );
    const extend = (id: string, key: string, by: number): Command =>
      command(
        id,
        'selectRange',
        key,
        () => {
          const to = next(by);
          if (to === undefined) return;
          selection.extendTo(to);
          goTo(to);
        },
        anyListed,
      );
    const those = selection.chosen.length > 0 ? selection.chosen : current ? [current] : [];
    const act = (
      id: string,
      label: Label,
      key: string,
      run: (conversations: readonly ConversationSummary[]) => void,
    ): Command =>
      command(
        id,
        label,
        key,
        () => run(those),
        () => those.length > 0,
      );
    const toggle = () => current && selection.toggle(current.id);
    return [
      step('next', 'j', 1),
      step('previous', 'k', -1),
      step('next-arrow', 'ArrowDown', 1),
      step('previous-arrow', 'ArrowUp', -1),
      command(
        'open',
        'open',
        'Enter',
        () => current && open(current.id),
        () => current !== undefined,
      ),
      command('select', 'select', 'x', toggle, () => current !== undefined),
      // Elsewhere the space bar turns the page of what is read.
      command('select-space', 'select', ' ', toggle, () => document.activeElement === listRef.current),
      extend('select-next', 'Shift+ArrowDown', 1),
      extend('select-previous', 'Shift+ArrowUp', -1),
      extend('select-next-letter', 'J', 1),
      extend('select-previous-letter', 'K', -1),
      // In the reader it selects the text that is read.
      command(
        'select-all',
        'selectAll',
        'Mod+a',
        selection.all,
        () => anyListed() && !readerRef.current?.contains(document.activeElement),
      ),
      command(
        'clear-selection',
        'clearSelection',
        'Escape',
        () => {
          selection.clear();
          announce(t('selection:cleared'));
        },
        () => selection.active,
      ),
      act('star', 'star', 's', marks.star),
      act('mark-read', 'markRead', 'I', marks.markRead),
      act('mark-unread', 'markUnread', 'U', (conversations) => {
        if (openId && selection.chosen.length === 0) close();
        marks.markUnread(conversations);
      }),
      act('archive', 'archive', 'e', filing.archive),
      act('trash', 'trash', '#', filing.trash),
      act('trash-key', 'trash', 'Delete', filing.trash),
      act('junk', 'junk', '!', filing.junk),
      act('move-to', 'moveTo', 'v', filing.moveTo),
      { id: 'undo', group: 'general', label: 'undo', keys: ['z'], run: takeBackLast },
      { id: 'search', group: 'general', label: 'search', keys: ['/'], run: () => searchRef.current?.focus() },
    ];
  }, [
    conversations,
    currentId,
    openId,
    selection,
    goTo,
    open,
    close,
    marks,
    filing,
    takeBackLast,
    listRef,
    readerRef,
    searchRef,
    announce,
    t,
  ]);
  useCommands(commands);
}
