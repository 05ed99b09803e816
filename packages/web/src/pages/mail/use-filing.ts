/** Moving conversations: gone from the list at once, said in the corner with the way back, and asked of the server as intents. */
import type { CallAnswer } from '@mailroom/client';
import type { ConversationSummary, Folder, IntentInput, MoveIntentInput } from '@mailroom/model';
import { useFolderName } from '@mailroom/ui';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';
import type { ConversationPage } from './conversations-query.ts';
import { type FilingWish, intentsOf, shownFolder } from './filing.ts';
import { messagesOf } from './messages-of.ts';
import type { UndoToast } from './use-undo-toast.tsx';
import type { View } from './view.ts';

const foldersKey = read('listFolders', { query: {} }).queryKey;
const lists = { queryKey: ['listConversations'] };

/** What the server has accepted of a wish, which a lost connection may cut short. */
interface Done {
  intents: IntentInput[];
  /** Messages. */
  accepted: number;
  undo: MoveIntentInput[];
}

type Conversations = readonly Pick<ConversationSummary, 'id' | 'accountId'>[];

export interface Filing {
  /** Their messages that the view shows, as intents; none when there is nothing left to move. */
  intents(conversations: Conversations, wish: FilingWish): Promise<IntentInput[]>;
  /** Takes them from the list and hands the intents over; puts them back when that fails, and says so. */
  file(conversations: Conversations, intents: Promise<readonly IntentInput[]>): Promise<void>;
}

export function useFiling(view: View, searching: boolean, toast: UndoToast): Filing {
  const cache = useQueryClient();
  const tell = useTelling(toast);

  const intents = useCallback(
    async (conversations: Conversations, wish: FilingWish) => {
      const folders = cache.getQueryData<CallAnswer<'listFolders'>>(foldersKey)?.folders ?? [];
      const messages = await messagesOf(cache, conversations);
      const from = (accountId: string) => shownFolder(folders, view, accountId, searching);
      return intentsOf(conversations, messages, folders, from, wish);
    },
    [cache, view, searching],
  );

  const file = useCallback(
    async (conversations: Conversations, asked: Promise<readonly IntentInput[]>) => {
      const ids = new Set(conversations.map(({ id }) => id));
      const done: Done = { intents: [], accepted: 0, undo: [] };
      await cache.cancelQueries(lists);
      const before = cache.getQueriesData(lists);
      cache.setQueriesData<InfiniteData<ConversationPage>>(lists, (list) => list && without(list, ids));
      try {
        for (const body of await asked) {
          const { accepted, undo } = await call('createIntents', { body });
          done.intents.push(body);
          done.accepted += accepted;
          done.undo.push(...undo);
        }
      } catch (thrown) {
        notifyFailure(thrown);
        void cache.invalidateQueries(lists);
      }
      if (done.intents.length > 0) tell(done);
      else for (const [key, data] of before) cache.setQueryData(key, data);
    },
    [cache, tell],
  );

  return { intents, file };
}

function without(
  list: InfiniteData<ConversationPage>,
  ids: ReadonlySet<string>,
): InfiniteData<ConversationPage> {
  return {
    ...list,
    pages: list.pages.map((page) => ({
      ...page,
      conversations: page.conversations.filter(({ id }) => !ids.has(id)),
    })),
  };
}

/** What was done, in words, with the way back where there is one. */
function useTelling(toast: UndoToast) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const nameOf = useFolderName();
  return useCallback(
    ({ intents, accepted: count, undo }: Done) => {
      const folders = cache.getQueryData<CallAnswer<'listFolders'>>(foldersKey)?.folders ?? [];
      const target = targetOf(intents, folders, undo);
      const text = intents.some(({ kind }) => kind === 'delete')
        ? t('filing:deleted', { count })
        : t('filing:moved', { count, folder: target ? nameOf(target) : '' });
      const takeBack = async (): Promise<void> => {
        try {
          for (const body of undo) await call('createIntents', { body });
        } finally {
          void cache.invalidateQueries(lists);
        }
      };
      toast.tell(text, undo.length > 0 ? takeBack : null);
    },
    [t, cache, nameOf, toast],
  );
}

/** Of several accounts, the folders of one role have one name. */
function targetOf(
  [intent]: readonly IntentInput[],
  folders: readonly Folder[],
  undo: readonly MoveIntentInput[],
): Folder | undefined {
  const id = intent?.kind === 'move' ? intent.folderId : undo[0]?.fromFolderId;
  return folders.find((folder) => (id ? folder.id === id : folder.role === intent?.kind));
}
