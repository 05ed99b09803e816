import type { Account, AccountState } from '@mailroom/model';
import { FailureNotice, SyncProgress, useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { Quarantine } from './quarantine.tsx';
import { UnlinkDialog, type Unlinked } from './unlink-dialogs.tsx';
import { useReconnect } from './use-reconnect.ts';

const tones: Record<AccountState, 'good' | 'busy' | 'warn' | 'bad'> = {
  choosing: 'warn',
  syncing: 'busy',
  watching: 'good',
  waiting: 'warn',
  reconnect: 'bad',
  blocked: 'bad',
  unlinking: 'busy',
};

interface AccountCardProps {
  account: Account;
  onUnlinked(unlinked: Unlinked): void;
}

export function AccountCard({ account, onUnlinked }: AccountCardProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const reconnect = useReconnect(account);
  const { state } = account;
  const running = state === 'watching' || state === 'syncing' || state === 'waiting';
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <h2 className={card.title}>{account.address}</h2>
          <p className={`${card.line} ${card.state}`}>
            <span className={card.dot} data-tone={tones[state]} aria-hidden />
            {t(`accounts:states.${state}`)}
          </p>
          <OpenedBy account={account} />
          <Contents account={account} />
        </div>
        <div className={card.actions}>
          {state === 'choosing' && (
            <Button size="xs" component={Link} to={`/accounts/${account.id}/start`}>
              {t('accounts:chooseStart')}
            </Button>
          )}
          {state === 'reconnect' && (
            <Button size="xs" onClick={reconnect.run} loading={reconnect.busy}>
              {account.access === 'organisation' ? t('failure:retry') : t('accounts:reconnect')}
            </Button>
          )}
          {running && <SyncButton account={account} />}
          <Button
            size="xs"
            variant="default"
            disabled={state === 'unlinking'}
            onClick={() => setAsking(true)}
          >
            {t('accounts:unlink')}
          </Button>
        </div>
      </div>
      {state !== 'choosing' && <SyncProgress account={account} />}
      {account.failure && <FailureNotice failure={account.failure} foldsQuote />}
      {state !== 'choosing' && state !== 'unlinking' && <Quarantine accountId={account.id} />}
      <UnlinkDialog
        account={account}
        opened={asking}
        onClose={() => setAsking(false)}
        onUnlinked={onUnlinked}
      />
    </li>
  );
}

/** Said only where it is not the mailbox's own sign-in. */
function OpenedBy({ account: { signedInAs, access } }: { account: Account }) {
  const { t } = useTranslation();
  if (signedInAs !== null) return <p className={card.line}>{t('accounts:openedBy', { name: signedInAs })}</p>;
  if (access === 'organisation') return <p className={card.line}>{t('accounts:openedByOrganisation')}</p>;
  return null;
}

function Contents({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { date, time } = useLocale();
  const facts = [
    // While it synchronises, the progress counts better: two numbers of the same mail would contradict each other.
    ...(account.progress && !account.progress.pausedUntil
      ? []
      : [t('accounts:messages', { count: account.messages })]),
    ...(account.state === 'choosing'
      ? []
      : [
          account.syncSince
            ? t('accounts:since', { date: date(account.syncSince) })
            : t('accounts:sinceEver'),
        ]),
    ...(account.nextSyncAt ? [t('accounts:nextSync', { time: time(account.nextSyncAt) })] : []),
  ];
  return <p className={card.line}>{facts.join(' · ')}</p>;
}

function SyncButton({ account }: { account: Account }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const sync = useMutation({
    mutationFn: () => call('syncAccount', { params: { id: account.id } }),
    onSuccess: () => announce(t('accounts:syncAsked', { address: account.address })),
    onError: notifyFailure,
  });
  return (
    <Button
      size="xs"
      variant="default"
      loading={sync.isPending}
      disabled={account.state === 'syncing'}
      onClick={() => sync.mutate()}
    >
      {t('accounts:sync')}
    </Button>
  );
}
