import { type Account, reaches } from '@mailroom/model';
import { FailureNotice, SyncProgress, useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import { useColleagues } from '../sharing/use-colleagues.ts';
import classes from './account-card.module.css';
import { PauseButton } from './pause-button.tsx';
import { stateTones } from './state-tones.ts';
import { SyncButton } from './sync-button.tsx';
import { UnlinkDialog, type Unlinked } from './unlink-dialogs.tsx';
import { useReconnect } from './use-reconnect.ts';

interface AccountCardProps {
  account: Account;
  onUnlinked(unlinked: Unlinked): void;
}

export function AccountCard({ account, onUnlinked }: AccountCardProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const reconnect = useReconnect(account);
  const { state, level } = account;
  const manages = reaches(level, 'manage');
  const running = state === 'watching' || state === 'syncing' || state === 'waiting';
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <h2 className={card.title}>{account.address}</h2>
          <p className={`${card.line} ${card.state}`}>
            <span className={card.dot} data-tone={stateTones[state]} aria-hidden />
            {t(`accounts:states.${state}`)}
          </p>
          {account.pausedBy === 'administrator' && (
            <p className={card.line}>{t('accounts:pausedByAdministrator')}</p>
          )}
          {level !== 'own' && <SharedAs account={account} />}
          <OpenedBy account={account} />
          <Contents account={account} />
        </div>
        <div className={card.actions}>
          {manages && state === 'choosing' && (
            <Button size="xs" component={Link} to={`/accounts/${account.id}/start`}>
              {t('accounts:chooseStart')}
            </Button>
          )}
          {manages && state === 'reconnect' && (
            <Button size="xs" onClick={reconnect.run} loading={reconnect.busy}>
              {account.access === 'organisation' ? t('failure:retry') : t('accounts:reconnect')}
            </Button>
          )}
          {manages && running && <SyncButton account={account} />}
          {state !== 'choosing' && state !== 'unlinking' && (
            <Button size="xs" variant="default" component={Link} to={`/accounts/${account.id}`}>
              {t('accountTruth:open')}
            </Button>
          )}
          {manages && <PauseButton account={account} />}
          {level === 'own' && (
            <Button
              size="xs"
              variant="default"
              disabled={state === 'unlinking'}
              onClick={() => setAsking(true)}
            >
              {t('accounts:unlink')}
            </Button>
          )}
        </div>
      </div>
      {state !== 'choosing' && <SyncProgress account={account} />}
      {account.failure && <FailureNotice failure={account.failure} foldsQuote />}
      {state !== 'choosing' && state !== 'unlinking' && <LeftOut account={account} />}
      <UnlinkDialog
        account={account}
        opened={asking}
        onClose={() => setAsking(false)}
        onUnlinked={onUnlinked}
      />
    </li>
  );
}

/** Whose it is, and what the reader may do with it. */
function SharedAs({ account: { ownerId, level } }: { account: Account }) {
  const { t } = useTranslation();
  const { nameOf } = useColleagues();
  return (
    <p className={card.line}>
      {t('sharing:owner', { name: nameOf(ownerId) })} ·{' '}
      {t('sharing:sharedAs', { level: t(`sharing:levels.${level}`) })}
    </p>
  );
}

/** Said only where it is not the mailbox's own sign-in. */
function OpenedBy({ account: { signedInAs, access } }: { account: Account }) {
  const { t } = useTranslation();
  if (signedInAs !== null) return <p className={card.line}>{t('accounts:openedBy', { name: signedInAs })}</p>;
  if (access === 'organisation') return <p className={card.line}>{t('accounts:openedByOrganisation')}</p>;
  return null;
}

/** Where there is mail that could not be read; nothing else. */
function LeftOut({ account: { id, level } }: { account: Account }) {
  const { t } = useTranslation();
  const mayRead = reaches(level, 'read');
  const { data } = useQuery({ ...read('listSkipped', { params: { id } }), enabled: mayRead });
  if (!data || data.messages.length === 0) return null;
  return (
    <Link className={classes.leftOut} to="/accounts/$id" params={{ id }}>
      {t('accounts:leftOut')}
    </Link>
  );
}

function Contents({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { day, time } = useLocale();
  const facts = [
    // While it synchronises, the progress counts better: two numbers of the same mail would contradict each other.
    ...(account.progress && !account.progress.pausedUntil
      ? []
      : [t('accounts:messages', { count: account.messages })]),
    ...(account.state === 'choosing'
      ? []
      : [
          account.syncSince
            ? t('accounts:since', { date: day(account.syncSince.slice(0, 10)) })
            : t('accounts:sinceEver'),
        ]),
    ...(account.nextSyncAt ? [t('accounts:nextSync', { time: time(account.nextSyncAt) })] : []),
  ];
  return <p className={card.line}>{facts.join(' · ')}</p>;
}
