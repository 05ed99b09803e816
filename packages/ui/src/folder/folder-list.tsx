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
  /** What else may be done with it, at the end of the line. */
  actions?(folder: Folder, name: string): ReactNode;
}

export interface FolderLinkProperties {
  className: string;
  'aria-current': 'page' | undefined;
}

export function FolderList({ folders, currentId, link, actions }: FolderListProps) {
  const { tag } = useLocale();
  const nameOf = useFolderName();
  const entries = useMemo(() => orderFolders(folders, tag), [folders, tag]);
  return (
    <ul className={classes.list}>
      {entries.map(({ path, folder, name: ownName, parents }) => {
        const name = folder ? nameOf(folder) : ownName;
        return (
          <li
            key={path}
            className={classes.line}
            style={{ paddingInlineStart: `${parents.length * 0.875}rem` }}
          >
            {folder?.selectable ? (
              link(
                folder,
                <FolderEntryContent
                  icon={folder.role ? roleIcons[folder.role] : IconFolder}
                  name={name}
                  parents={parents}
                >
                  <UnreadCount unread={folder.unread} />
                </FolderEntryContent>,
                {
                  className: classes.entry ?? '',
                  'aria-current': folder.id === currentId ? 'page' : undefined,
                },
              )
            ) : (
              <span className={classes.entry} data-closed>
                <FolderEntryContent icon={IconFolder} name={name} parents={parents} />
              </span>
            )}
            {folder?.selectable && actions?.(folder, name)}
          </li>
        );
      })}
    </ul>
  );
}

interface FolderEntryContentProps {
  icon: Icon;
  name: string;
  /** Names above it: seen as an indentation, and so said in words where that is not seen. */
  parents?: readonly string[];
  /** What stands at the end of the line. */
  children?: ReactNode;
}

/** Mark, name and count, for folders and for what stands beside them. */
export function FolderEntryContent({ icon: Mark, name, parents = [], children }: FolderEntryContentProps) {
  return (
    <>
      <Mark size={16} stroke={1.6} className={classes.icon} aria-hidden />
      <span className={classes.name} title={[...parents, name].join(' / ')}>
        {parents.length > 0 && <span className="mr-sr-only">{parents.join(' / ')} / </span>}
        <span>{name}</span>
      </span>
      {children}
    </>
  );
}

/** How many messages are unread; nothing when none is. */
export function UnreadCount({ unread }: { unread: number }) {
  const { t } = useTranslation();
  const { number } = useLocale();
  if (unread === 0) return null;
  return (
    <span className={classes.unread}>
      <span aria-hidden>{number(unread)}</span>
      <span className="mr-sr-only">{t('mail:unreadCount', { count: unread })}</span>
    </span>
  );
}

export const folderEntryClass = classes.entry ?? '';
