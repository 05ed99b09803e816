import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { read } from '../api/read.ts';
import type { FolderDialogProps } from './folder-dialog.ts';
import { FolderNameForm } from './folder-name-form.tsx';

export function RenameFolder({ folder, name, opened, onClose }: FolderDialogProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (wanted: string) =>
      call('renameFolder', { params: { id: folder.id }, body: { name: wanted } }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: read('listFolders', { query: {} }).queryKey });
    },
  });
  const close = (): void => {
    reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('filing:renameTitle', { name })}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <FolderNameForm
        initial={folder.name}
        action={t('filing:rename')}
        pending={isPending}
        error={error}
        onSubmit={mutate}
        onCancel={close}
      />
    </Modal>
  );
}
