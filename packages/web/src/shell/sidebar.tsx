import type { LiveState } from '@mailroom/client';
import { type Account, type Folder, reaches } from '@mailroom/model';
import {
  awaitsPerson,
  FolderEntryContent,
  FolderList,
  folderEntryClass,
  roleIcons,
  SyncProgress,
  UnreadCount,
  useLocale,
} from '@mailroom/ui';
import { Skeleton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconAt,
  IconBuilding,
  IconHistory,
  IconMailFast,
  IconMessageShare,
  IconPlugConnected,
  IconStethoscope,
  IconUsers,
  IconWifiOff,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../api/read.ts';
import { folderView, sharedView } from '../pages/mail/view.ts';
import { useColleagues } from '../pages/sharing/use-colleagues.ts';
import { FolderMenu } from './folder-menu.tsx';
import { NewFolder } from './new-folder.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import classes from './sidebar.module.css';

/** Screens of administrators. */
const administration = [
  { to: '/settings/provider-apps', icon: IconPlugConnected, name: 'providerApps' },
  { to: '/settings/people', icon: IconUsers, name: 'people' },
  { to: '/admin/accounts', icon: IconStethoscope, name: 'allAccounts' },
  { to: '/settings/organisation', icon: IconBuilding, name: 'organisation' },
  { to: '/settings/audit', icon: IconHistory, name: 'auditLog' },
] as const;

/** Folders of every account, the other screens, and what is going on. */
export function Sidebar({ live, onHelp }: { live: LiveState; onHelp(): void }) {
  const { t } = useTranslation();
  const { data: me } = useQuery(read('readMe', {}));
  const accounts = useQuery(read('listAccounts', {}));
  const folders = useQuery(read('listFolders', { query: {} }));
  const linked = accounts.data?.accounts ?? [];
  const several = linked.length > 1;
  const [own, shared] = [true, false].map((mine) => linked.filter(({ level }) => (level === 'own') === mine));
  const listed = (account: Account) => (
    <AccountFolders
      key={account.id}
      account={account}
      named={several}
      folders={folders.data?.folders ?? []}
    />
  );

  return (
    <nav className={classes.sidebar} aria-label={t('shell:navigation')}>
      <div className={classes.top}>
        <span className={classes.brand}>Mailroom</span>
        <ProfileMenu onHelp={onHelp} />
      </div>
      <div className={classes.nav}>
        {folders.isPending || accounts.isPending ? (
          <FoldersSkeleton />
        ) : (
          <>
            {several && <AllInboxes folders={folders.data?.folders ?? []} />}
            {own?.map(listed)}
            {(me?.sharedConversations ?? 0) > 0 && <SharedConversations />}
            {shared?.map(listed)}
          </>
        )}
        <ul className={classes.screens}>
          <Outbox />
          <li>
            <Link to="/accounts" className={folderEntryClass} activeProps={{ 'aria-current': 'page' }}>
              <FolderEntryContent icon={IconAt} name={t('shell:accounts')} />
            </Link>
          </li>
          {me?.role === 'administrator' &&
            administration.map(({ to, icon, name }) => (
              <li key={to}>
                <Link to={to} className={folderEntryClass} activeProps={{ 'aria-current': 'page' }}>
                  <FolderEntryContent icon={icon} name={t(`shell:${name}`)} />
                </Link>
              </li>
            ))}
        </ul>
      </div>
      <div className={classes.foot}>
        {linked
          .filter(({ state, progress }) => state === 'syncing' && progress)
          .map((account) => (
            <SyncProgress key={account.id} account={account} />
          ))}
        {live === 'lost' && (
          <p className={classes.lost} role="status">
            <IconWifiOff size={14} aria-hidden /> {t('shell:live.lost')}
          </p>
        )}
      </div>
    </nav>
  );
}

/** Only while something is on its way or needs a decision: what did not arrive must not hide inside its conversation. */
function Outbox() {
  const { t } = useTranslation();
  const { number } = useLocale();
  const outgoing = useQuery(read('listOutgoing', {})).data?.outgoing ?? [];
  if (outgoing.length === 0) return null;
  const attention = outgoing.some(awaitsPerson);
  return (
    <li>
      <Link to="/outbox" className={folderEntryClass} activeProps={{ 'aria-current': 'page' }}>
        <FolderEntryContent icon={attention ? IconAlertTriangle : IconMailFast} name={t('outbox:title')}>
          <span className={classes.outgoing} data-attention={attention || undefined}>
            {number(outgoing.length)}
            {attention && <span className="mr-sr-only"> {t('outbox:attention')}</span>}
          </span>
        </FolderEntryContent>
      </Link>
    </li>
  );
}

function AllInboxes({ folders }: { folders: readonly Folder[] }) {
  const { t } = useTranslation();
  const unread = folders
    .filter(({ role }) => role === 'inbox')
    .reduce((sum, folder) => sum + folder.unread, 0);
  return (
    <Link
      to="/mail/$view"
      params={{ view: 'inbox' }}
      search={{}}
      className={folderEntryClass}
      activeProps={{ 'aria-current': 'page' }}
    >
      <FolderEntryContent icon={roleIcons.inbox} name={t('reader:allInboxes')}>
        <UnreadCount unread={unread} />
      </FolderEntryContent>
    </Link>
  );
}

function AccountFolders({
  account,
  named,
  folders,
}: {
  account: Account;
  named: boolean;
  folders: readonly Folder[];
}) {
  const { view } = useParams({ strict: false });
  const own = folders.filter(({ accountId }) => accountId === account.id);
  const isOwn = account.level === 'own';
  const manages = reaches(account.level, 'manage');
  // Before the first folder is known there is nothing to set apart from the screens below.
  if (own.length === 0 && !named && isOwn) return null;
  const viewOf = (folder: Folder): string => (!named && folder.role ? folder.role : folderView(folder.id));
  return (
    <section className={classes.account}>
      {(named || !isOwn) && (
        <h2 className={classes.address} title={account.address}>
          {account.address}
        </h2>
      )}
      {!isOwn && <SharedAs account={account} />}
      <FolderList
        folders={own}
        currentId={own.find((folder) => viewOf(folder) === view)?.id ?? null}
        link={(folder, content, properties) => (
          <Link to="/mail/$view" params={{ view: viewOf(folder) }} search={{}} {...properties}>
            {content}
          </Link>
        )}
        actions={(folder, name) => manages && <FolderMenu folder={folder} name={name} account={account} />}
      />
      {own.length > 0 && manages && <NewFolder account={account} folders={own} />}
    </section>
  );
}

/** Whose it is; and where no mail may be read, that it is no fault. */
function SharedAs({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { nameOf } = useColleagues();
  return (
    <p className={classes.owner}>
      {t('sharing:owner', { name: nameOf(account.ownerId) })}
      {account.level === 'see' && <span>{t('sharing:seeOnly')}</span>}
    </p>
  );
}

/** What others have shared one conversation at a time, which lies in no folder that the reader has. */
function SharedConversations() {
  const { t } = useTranslation();
  return (
    <Link
      to="/mail/$view"
      params={{ view: sharedView }}
      search={{}}
      className={folderEntryClass}
      activeProps={{ 'aria-current': 'page' }}
    >
      <FolderEntryContent icon={IconMessageShare} name={t('sharing:conversations')} />
    </Link>
  );
}

function FoldersSkeleton() {
  return (
    <div className={classes.skeleton} aria-hidden>
      {[60, 45, 52, 58, 40].map((width) => (
        <Skeleton key={width} height={10} width={`${width}%`} />
      ))}
    </div>
  );
}
