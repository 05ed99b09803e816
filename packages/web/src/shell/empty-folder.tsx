import { asFailure, type Folder } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { Confirm } from './confirm.tsx';
import type { FolderDialogProps } from './folder-dialog.ts';

/** Says how many messages go for ever, and how many older ones at the provider do not. */
export function EmptyFolder({ folder, name, opened, onClose }: FolderDialogProps) {
  const { t } = useTranslation();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => call('emptyFolder', { params: { id: folder.id } }),
    onSuccess: ({ accepted }) => {
      notifications.show({
        message: t('filing:deleted', { count: accepted }),
        closeButtonProps: { 'aria-label': t('shell:close') },
      });
      onClose();
    },
  });
  const rest = restOf(folder);
  return (
    <Confirm
      opened={opened}
      title={t('filing:emptyTitle', { name })}
      text={[
        t('filing:deleteText', { count: folder.messages }),
        ...(rest > 0 ? [t('filing:emptyRest', { count: rest })] : []),
      ]}
      action={t('filing:deleteForever')}
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

function restOf({ serverMessages, messages }: Folder): number {
  return Math.max(0, (serverMessages ?? messages) - messages);
}
