/** The actions that move a conversation, with the questions that some of them ask first. */
import type { CallAnswer } from '@mailroom/client';
import type { ConversationSummary, IntentInput } from '@mailroom/model';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { deletes, type FilingWish, shownFolder } from './filing.ts';
import type { FilingActions } from './filing-bar.tsx';
import { FolderPicker } from './folder-picker.tsx';
import { useFiling } from './use-filing.tsx';
import type { View } from './view.ts';

interface FilingView {
  view: View;
  searching: boolean;
  /** The conversation leaves the list: what is selected, and open, is another one then. */
  onFiled(conversation: ConversationSummary): void;
}

const noFolders: CallAnswer<'listFolders'>['folders'] = [];

export function useFilingActions({ view, searching, onFiled }: FilingView): {
  actions: FilingActions;
  dialogs: ReactNode;
} {
  const { t } = useTranslation();
  const folders = useQuery(read('listFolders', { query: {} })).data?.folders ?? noFolders;
  const { intent, file } = useFiling(view, searching);
  const [picking, setPicking] = useState<ConversationSummary | null>(null);
  const [deleting, setDeleting] = useState<{ of: ConversationSummary; input: IntentInput } | null>(null);

  const carryOut = useCallback(
    (conversation: ConversationSummary, input: IntentInput) => {
      onFiled(conversation);
      void file(conversation, input);
    },
    [file, onFiled],
  );
  const wish = useCallback(
    async (conversation: ConversationSummary, asked: FilingWish) => {
      const input = await intent(conversation, asked);
      if (input?.kind === 'delete') setDeleting({ of: conversation, input });
      else if (input) carryOut(conversation, input);
    },
    [intent, carryOut],
  );

  const actions = useMemo<FilingActions>(() => {
    const from: FilingActions['from'] = ({ accountId }) => shownFolder(folders, view, accountId, searching);
    return {
      from,
      archive: (conversation) => void wish(conversation, { kind: 'archive' }),
      trash: (conversation) => void wish(conversation, { kind: deletes(from(conversation)) }),
      junk: (conversation) =>
        void wish(conversation, { kind: from(conversation)?.role === 'junk' ? 'inbox' : 'junk' }),
      moveTo: setPicking,
    };
  }, [folders, view, searching, wish]);

  const close = (): void => setDeleting(null);
  const count = deleting?.input.messageIds.length ?? 0;
  const dialogs = (
    <>
      <FolderPicker
        opened={picking !== null}
        folders={folders.filter(({ accountId }) => accountId === picking?.accountId)}
        fromId={picking ? actions.from(picking)?.id : undefined}
        onClose={() => setPicking(null)}
        onPick={(folderId) => {
          if (picking) void wish(picking, { folderId });
          setPicking(null);
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
          if (deleting) carryOut(deleting.of, deleting.input);
          close();
        }}
      />
    </>
  );
  return { actions, dialogs };
}
