import type { Account, Folder } from '@mailroom/model';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeleteFolder } from './delete-folder.tsx';
import { EmptyFolder } from './empty-folder.tsx';
import classes from './folder-menu.module.css';
import { RenameFolder } from './rename-folder.tsx';

interface FolderMenuProps {
  folder: Folder;
  name: string;
  account: Account;
}

type Asked = 'rename' | 'delete' | 'empty' | null;

/** What may be done with a folder of the sidebar; nothing for those that the provider needs as they are. */
export function FolderMenu({ folder, name, account }: FolderMenuProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>(null);
  const emptiable = folder.role === 'trash' || folder.role === 'junk';
  // Fingers see every menu, and so counts end in one line beside those that have none.
  if (folder.role !== null && !emptiable) return <span className={classes.space} />;
  const close = (): void => setAsked(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            className={classes.open}
            aria-label={t('filing:actions', { name })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {emptiable ? (
            <Menu.Item disabled={folder.messages === 0} onClick={() => setAsked('empty')}>
              {t('filing:empty')}
            </Menu.Item>
          ) : (
            <>
              <Menu.Item onClick={() => setAsked('rename')}>{t('filing:rename')}</Menu.Item>
              <Menu.Item onClick={() => setAsked('delete')}>{t('filing:deleteFolder')}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <EmptyFolder folder={folder} name={name} opened={asked === 'empty'} onClose={close} />
      <RenameFolder folder={folder} name={name} opened={asked === 'rename'} onClose={close} />
      <DeleteFolder
        folder={folder}
        name={name}
        isLabel={account.provider === 'google'}
        opened={asked === 'delete'}
        onClose={close}
      />
    </>
  );
}
