/** The actions that move conversations, with the questions that some of them ask first. */
import type { CallAnswer } from '@mailroom/client';
import type { ConversationSummary, IntentInput } from '@mailroom/model';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { deletes, type FilingWish, shownFolder } from './filing.ts';
import type { FilingActions } from './filing-bar.tsx';
import { FolderPicker } from './folder-picker.tsx';
import { useFiling } from './use-filing.ts';
import { type ActingLevel, useRefusal } from './use-refusal.ts';
import type { UndoToast } from './use-undo-toast.tsx';
import type { View } from './view.ts';

type Conversations = readonly ConversationSummary[];

interface FilingView {
  view: View;
  searching: boolean;
  toast: UndoToast;
  /** The conversations leave the list: what is selected, and open, is another one then. */
  onFiled(conversations: Conversations): void;
}

const noFolders: CallAnswer<'listFolders'>['folders'] = [];
const none: Conversations = [];

export function useFilingActions({ view, searching, toast, onFiled }: FilingView): {
  actions: FilingActions;
  dialogs: ReactNode;
} {
  const { t } = useTranslation();
  const folders = useQuery(read('listFolders', { query: {} })).data?.folders ?? noFolders;
  const { intents, file } = useFiling(view, searching, toast);
  const [picking, setPicking] = useState(none);
  const [deleting, setDeleting] = useState<{ of: Conversations; intents: readonly IntentInput[] } | null>(
    null,
  );

  const refusal = useRefusal();

  const carryOut = useCallback(
    (conversations: Conversations, asked: Promise<readonly IntentInput[]>) => {
      onFiled(conversations);
      void file(conversations, asked);
    },
    [file, onFiled],
  );
  const wish = useCallback(
    (conversations: Conversations, asked: FilingWish) =>
      carryOut(conversations, intents(conversations, asked)),
    [intents, carryOut],
  );
  const askToDelete = useCallback(
    async (conversations: Conversations) => {
      try {
        const asked = await intents(conversations, { kind: 'delete' });
        if (asked.length > 0) setDeleting({ of: conversations, intents: asked });
      } catch (thrown) {
        notifyFailure(thrown);
      }
    },
    [intents],
  );

  const actions = useMemo<FilingActions>(() => {
    const from: FilingActions['from'] = (accountId) => shownFolder(folders, view, accountId, searching);
    const fromOf = ([first]: Conversations) => first && from(first.accountId);
    /** The keyboard and the list reach what a bar shows as refused. */
    const allowed = (conversations: Conversations, wanted: ActingLevel): boolean => {
      const refused = refusal(conversations, wanted);
      if (refused !== null) toast.tell(refused, null);
      return refused === null;
    };
    return {
      from,
      archive: (conversations) => {
        if (allowed(conversations, 'send')) wish(conversations, { kind: 'archive' });
      },
      trash: (conversations) => {
        const forever = deletes(fromOf(conversations)) === 'delete';
        if (!allowed(conversations, forever ? 'manage' : 'send')) return;
        if (forever) void askToDelete(conversations);
        else wish(conversations, { kind: 'trash' });
      },
      junk: (conversations) => {
        if (!allowed(conversations, 'send')) return;
        wish(conversations, { kind: fromOf(conversations)?.role === 'junk' ? 'inbox' : 'junk' });
      },
      moveTo: (conversations) => {
        if (!allowed(conversations, 'send')) return;
        if (isOfOneAccount(conversations)) setPicking(conversations);
        else toast.tell(t('selection:severalMailboxes'), null);
      },
    };
  }, [folders, view, searching, wish, askToDelete, refusal, toast, t]);

  const accountId = picking[0]?.accountId;
  const close = (): void => setDeleting(null);
  const count = deleting?.intents.reduce((sum, { messageIds }) => sum + messageIds.length, 0) ?? 0;
  const dialogs = (
    <>
      <FolderPicker
        opened={accountId !== undefined}
        folders={folders.filter((folder) => folder.accountId === accountId)}
        fromId={accountId === undefined ? undefined : actions.from(accountId)?.id}
        onClose={() => setPicking(none)}
        onPick={(folderId) => {
          wish(picking, { folderId });
          setPicking(none);
        }}
      />
      <Confirm
        opened={deleting !== null}
        title={t('filing:deleteTitle')}
        text={[t('filing:deleteText', { count })]}
        action={t('filing:deleteForever')}
        pending={false}
        onClose={close}
        onConfirm={() => {
          if (deleting) carryOut(deleting.of, Promise.resolve(deleting.intents));
          close();
        }}
      />
    </>
  );
  return { actions, dialogs };
}

/** A folder is one account's: mail of several has none in common. */
function isOfOneAccount(conversations: Conversations): boolean {
  return new Set(conversations.map(({ accountId }) => accountId)).size === 1;
}
