import type { Account, Folder } from '@mailroom/model';
import { FolderEntryContent, folderEntryClass, orderFolders, useFolderName, useLocale } from '@mailroom/ui';
import { Modal, NativeSelect } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFolderPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { read } from '../api/read.ts';
import { useAnnounce } from './announcer.tsx';
import { FolderNameForm } from './folder-name-form.tsx';
import classes from './new-folder.module.css';

/** The last line of an account's folders: one more. */
export function NewFolder({ account, folders }: { account: Account; folders: readonly Folder[] }) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <button type="button" className={`${folderEntryClass} ${classes.open}`} onClick={open}>
        <FolderEntryContent icon={IconFolderPlus} name={t('filing:newFolder')} />
      </button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('filing:newFolder')}
        closeButtonProps={{ 'aria-label': t('shell:close') }}
      >
        <NewFolderForm account={account} folders={folders} onDone={close} />
      </Modal>
    </>
  );
}

function NewFolderForm({
  account,
  folders,
  onDone,
}: {
  account: Account;
  folders: readonly Folder[];
  onDone(): void;
}) {
  const { t } = useTranslation();
  const { tag } = useLocale();
  const nameOf = useFolderName();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const [parentId, setParentId] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: (name: string) =>
      call('createFolder', { body: { accountId: account.id, parentId: parentId || null, name } }),
    onSuccess: async ({ name }) => {
      announce(t('filing:created', { name }));
      onDone();
      await cache.invalidateQueries({ queryKey: read('listFolders', { query: {} }).queryKey });
    },
  });
  const parents = orderFolders(folders, tag).flatMap(({ folder, parents: above }) =>
    folder?.selectable ? [{ value: folder.id, label: [...above, nameOf(folder)].join(' / ') }] : [],
  );
  return (
    <FolderNameForm
      initial=""
      action={t('filing:create')}
      pending={isPending}
      error={error}
      onSubmit={mutate}
      onCancel={onDone}
    >
      <NativeSelect
        label={t('filing:inside')}
        data={[{ value: '', label: t('filing:atTop') }, ...parents]}
        value={parentId}
        onChange={(event) => setParentId(event.currentTarget.value)}
      />
    </FolderNameForm>
  );
}
