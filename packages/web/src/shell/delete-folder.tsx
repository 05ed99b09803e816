import { asFailure } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { read } from '../api/read.ts';
import { Confirm } from './confirm.tsx';
import type { FolderDialogProps } from './folder-dialog.ts';

/** Says what becomes of the mail before it is asked for. What the provider refuses is said in the same place. */
export function DeleteFolder({
  folder,
  name,
  isLabel,
  opened,
  onClose,
}: FolderDialogProps & { isLabel: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => call('deleteFolder', { params: { id: folder.id } }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: read('listFolders', { query: {} }).queryKey });
    },
  });
  const count = Math.max(folder.messages, folder.serverMessages ?? 0);
  const consequence = isLabel
    ? t('filing:deleteLabelText')
    : count === 0
      ? t('filing:deleteFolderEmpty')
      : t('filing:deleteFolderText', { count });
  return (
    <Confirm
      opened={opened}
      title={t('filing:deleteFolderTitle', { name })}
      text={[consequence]}
      action={t('filing:deleteFolder')}
      pending={isPending}
      failure={error && <FailureNotice failure={asFailure(error).toWire()} />}
      onConfirm={() => mutate()}
      onClose={() => {
        reset();
        onClose();
      }}
    />
  );
}
