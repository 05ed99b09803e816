/** Moving conversations: gone from the list at once, said in the corner with the way back, and asked of the server as an intent. */
import { type CallAnswer, queryKey } from '@mailroom/client';
import type { ConversationSummary, Folder, IntentInput, MoveIntentInput } from '@mailroom/model';
import { useFolderName } from '@mailroom/ui';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import type { ConversationPage } from './conversations-query.ts';
import { type FilingWish, intentOf, shownFolder } from './filing.ts';
import type { View } from './view.ts';

const foldersKey = read('listFolders', { query: {} }).queryKey;
const lists = { queryKey: ['listConversations'] };
/** Long enough to read the words and to reach the button with the keyboard. */
const undoMilliseconds = 10_000;

type Conversation = Pick<ConversationSummary, 'id' | 'accountId'>;

export interface Filing {
  /** Its messages that the view shows, as an intent; null when there is none left to move. */
  intent(conversation: Conversation, wish: FilingWish): Promise<IntentInput | null>;
  /** Hands an intent over. @returns whether anything was moved */
  file(conversation: Conversation, input: IntentInput): Promise<boolean>;
}

export function useFiling(view: View, searching: boolean): Filing {
  const cache = useQueryClient();
  const tell = useTelling();

  const intent = useCallback(
    async (conversation: Conversation, wish: FilingWish) => {
      const folders = cache.getQueryData<CallAnswer<'listFolders'>>(foldersKey)?.folders ?? [];
      const key = queryKey('readConversation', { params: { id: conversation.id } });
      const known = cache.getQueryData<CallAnswer<'readConversation'>>(key);
      const { messages } = known ?? (await call('readConversation', { params: { id: conversation.id } }));
      return intentOf(messages, folders, shownFolder(folders, view, conversation.accountId, searching), wish);
    },
    [cache, view, searching],
  );

  const file = useCallback(
    async (conversation: Conversation, input: IntentInput) => {
      await cache.cancelQueries(lists);
      const before = cache.getQueriesData(lists);
      cache.setQueriesData<InfiniteData<ConversationPage>>(
        lists,
        (list) => list && without(list, conversation.id),
      );
      try {
        const { accepted, undo } = await call('createIntents', { body: input });
        tell(input, accepted, undo, conversation.accountId);
        return true;
      } catch (thrown) {
        for (const [key, data] of before) cache.setQueryData(key, data);
        notifyFailure(thrown);
        void cache.invalidateQueries(lists);
        return false;
      }
    },
    [cache, tell],
  );

  return { intent, file };
}

function without(list: InfiniteData<ConversationPage>, id: string): InfiniteData<ConversationPage> {
  return {
    ...list,
    pages: list.pages.map((page) => ({
      ...page,
      conversations: page.conversations.filter((conversation) => conversation.id !== id),
    })),
  };
}

/** What was done, in words, with the way back where there is one. */
function useTelling() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const nameOf = useFolderName();
  const announce = useAnnounce();
  return useCallback(
    (input: IntentInput, count: number, undo: readonly MoveIntentInput[], accountId: string) => {
      const folders = cache.getQueryData<CallAnswer<'listFolders'>>(foldersKey)?.folders ?? [];
      const target = targetOf(input, folders, accountId, undo);
      const text =
        input.kind === 'delete'
          ? t('filing:deleted', { count })
          : t('filing:moved', { count, folder: target ? nameOf(target) : '' });
      announce(text);
      const id = `filed-${crypto.randomUUID()}`;
      const takeBack = async (): Promise<void> => {
        notifications.hide(id);
        try {
          for (const body of undo) await call('createIntents', { body });
          announce(t('filing:undone'));
        } catch (thrown) {
          notifyFailure(thrown);
        }
        void cache.invalidateQueries(lists);
      };
      notifications.show({
        id,
        autoClose: undoMilliseconds,
        closeButtonProps: { 'aria-label': t('shell:close') },
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{text}</Text>
            {undo.length > 0 && (
              <Button variant="subtle" size="compact-md" mih="2.75rem" onClick={() => void takeBack()}>
                {t('filing:undo')}
              </Button>
            )}
          </Group>
        ),
      });
    },
    [t, cache, nameOf, announce],
  );
}

function targetOf(
  input: IntentInput,
  folders: readonly Folder[],
  accountId: string,
  undo: readonly MoveIntentInput[],
): Folder | undefined {
  const id = input.kind === 'move' ? input.folderId : undo[0]?.fromFolderId;
  return folders.find((folder) =>
    id ? folder.id === id : folder.accountId === accountId && folder.role === input.kind,
  );
}
