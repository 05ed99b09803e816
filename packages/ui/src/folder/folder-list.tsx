import type { Folder, FolderRole } from '@mailroom/model';
import {
  type Icon,
  IconArchive,
  IconFileText,
  IconFolder,
  IconInbox,
  IconMail,
  IconSend2,
  IconShieldX,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../i18n/use-locale.ts';
import classes from './folder-list.module.css';
import { orderFolders } from './folder-order.ts';

export const roleIcons: Record<FolderRole, Icon> = {
  inbox: IconInbox,
  sent: IconSend2,
  drafts: IconFileText,
  archive: IconArchive,
  junk: IconShieldX,
  trash: IconTrash,
  all: IconMail,
};

/** The name on the screen: the role's in the person's language, otherwise the folder's own. */
export function useFolderName(): (folder: Pick<Folder, 'role' | 'name'>) => string {
  const { t } = useTranslation();
  return (folder) => (folder.role ? t(`folders:${folder.role}`) : folder.name);
}

interface FolderListProps {
  folders: readonly Folder[];
  currentId: string | null;
  /** Wraps an entry in the host's own kind of link. */
  link(folder: Folder, content: ReactNode, properties: FolderLinkProperties): ReactNode;
}

export interface FolderLinkProperties {
  className: string;
  'aria-current': 'page' | undefined;
}

export function FolderList({ folders, currentId, link }: FolderListProps) {
  const { tag } = useLocale();
  const nameOf = useFolderName();
  const entries = useMemo(() => orderFolders(folders, tag), [folders, tag]);
  return (
    <ul className={classes.list}>
      {entries.map(({ folder, depth }) => (
        <li key={folder.id} style={{ paddingInlineStart: `${depth * 0.875}rem` }}>
          {folder.selectable ? (
            link(
              folder,
              <FolderEntryContent
                icon={folder.role ? roleIcons[folder.role] : IconFolder}
                name={nameOf(folder)}
                unread={folder.unread}
              />,
              {
                className: classes.entry ?? '',
                'aria-current': folder.id === currentId ? 'page' : undefined,
              },
            )
          ) : (
            <span className={classes.entry} data-closed>
              <FolderEntryContent icon={IconFolder} name={nameOf(folder)} unread={0} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Mark, name and unread count, for folders and for the views that gather several. */
export function FolderEntryContent({
  icon: Mark,
  name,
  unread,
}: {
  icon: Icon;
  name: string;
  unread: number;
}) {
  const { t } = useTranslation();
  const { number } = useLocale();
  return (
    <>
      <Mark size={16} stroke={1.6} className={classes.icon} aria-hidden />
      <span className={classes.name} title={name}>
        {name}
      </span>
      {unread > 0 && (
        <span className={classes.unread}>
          <span aria-hidden>{number(unread)}</span>
          <span className="mr-sr-only">{t('mail:unreadCount', { count: unread })}</span>
        </span>
      )}
    </>
  );
}

export const folderEntryClass = classes.entry ?? '';
