import type { Account, AccountState } from '@mailroom/model';
import { EmptyState, FailureNotice, SyncProgress, useLocale } from '@mailroom/ui';
import { Button, Group, Modal, Text } from '@mantine/core';
import { IconAt, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { Confirm } from '../../shell/confirm.tsx';
import { Loaded } from '../../shell/loaded.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { Page } from '../../shell/page.tsx';
import { LinkFailure } from './link-failure.tsx';

interface Unlinked {
  address: string;
  withdrawUrl: string | null;
}

export function AccountsPage() {
  const { t } = useTranslation();
  const accounts = useQuery(read('listAccounts', {}));
  const [unlinked, setUnlinked] = useState<Unlinked | null>(null);
  const link = (
    <Button component={Link} to="/accounts/link" leftSection={<IconPlus size={16} />}>
      {t('accounts:link')}
    </Button>
  );
  const some = (accounts.data?.accounts.length ?? 0) > 0;
  return (
    <Page title={t('accounts:title')} actions={some && link}>
      <LinkFailure />
      <Loaded query={accounts}>
        {({ accounts: linked }) =>
          linked.length === 0 ? (
            <EmptyState icon={IconAt} title={t('accounts:emptyTitle')} text={t('accounts:emptyText')}>
              {link}
            </EmptyState>
          ) : (
            <ul className={card.cards}>
              {linked.map((account) => (
                <AccountCard key={account.id} account={account} onUnlinked={setUnlinked} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <UnlinkedDialog unlinked={unlinked} onClose={() => setUnlinked(null)} />
    </Page>
  );
}

const tones: Record<AccountState, 'good' | 'busy' | 'warn' | 'bad'> = {
  choosing: 'warn',
  syncing: 'busy',
  watching: 'good',
  waiting: 'warn',
  reconnect: 'bad',
  blocked: 'bad',
  unlinking: 'busy',
};

function AccountCard({ account, onUnlinked }: { account: Account; onUnlinked(unlinked: Unlinked): void }) {
  const { t } = useTranslation();
  const { date, time } = useLocale();
  const [asking, setAsking] = useState(false);
  const reconnect = useReconnect(account);
  const running = account.state === 'watching' || account.state === 'syncing' || account.state === 'waiting';
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <h2 className={card.title}>{account.address}</h2>
          <p className={`${card.line} ${card.state}`}>
            <span className={card.dot} data-tone={tones[account.state]} aria-hidden />
            {t(`accounts:states.${account.state}`)}
          </p>
          <p className={card.line}>
            {t('accounts:messages', { count: account.messages })}
            {account.state !== 'choosing' && (
              <>
                {' '}
                ·{' '}
                {account.syncSince
                  ? t('accounts:since', { date: date(account.syncSince) })
                  : t('accounts:sinceEver')}
              </>
            )}
            {account.nextSyncAt && <> · {t('accounts:nextSync', { time: time(account.nextSyncAt) })}</>}
          </p>
        </div>
        <div className={card.actions}>
          {account.state === 'choosing' && (
            <Button size="xs" component={Link} to={`/accounts/${account.id}/start`}>
              {t('accounts:chooseStart')}
            </Button>
          )}
          {account.state === 'reconnect' && (
            <Button size="xs" onClick={reconnect.run} loading={reconnect.pending}>
              {t('accounts:reconnect')}
            </Button>
          )}
          {running && <SyncButton account={account} />}
          <Button
            size="xs"
            variant="default"
            disabled={account.state === 'unlinking'}
            onClick={() => setAsking(true)}
          >
            {t('accounts:unlink')}
          </Button>
        </div>
      </div>
      {account.state !== 'choosing' && <SyncProgress account={account} />}
      {account.failure && <FailureNotice failure={account.failure} steps={{ reconnect: reconnect.run }} />}
      <UnlinkDialog
        account={account}
        opened={asking}
        onClose={() => setAsking(false)}
        onUnlinked={onUnlinked}
      />
    </li>
  );
}

/** One click: to the provider's sign-in page, or to the form for new passwords. */
function useReconnect(account: Account): { run: () => void; pending: boolean } {
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: () => call('linkOauth', { body: { accountId: account.id } }),
    onSuccess: ({ authorizeUrl }) => window.location.assign(authorizeUrl),
    onError: notifyFailure,
  });
  if (account.access === 'sign-in') return { run: () => begin.mutate(), pending: begin.isPending };
  return {
    run: () => void navigate({ to: '/accounts/$id/reconnect', params: { id: account.id } }),
    pending: false,
  };
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

interface UnlinkDialogProps {
  account: Account;
  opened: boolean;
  onClose(): void;
  onUnlinked(unlinked: Unlinked): void;
}

function UnlinkDialog({ account, opened, onClose, onUnlinked }: UnlinkDialogProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const unlink = useMutation({
    mutationFn: () => call('unlinkAccount', { params: { id: account.id } }),
    onSuccess: async ({ withdrawUrl }) => {
      onClose();
      onUnlinked({ address: account.address, withdrawUrl });
      await cache.invalidateQueries();
    },
  });
  return (
    <Confirm
      opened={opened}
      title={t('accounts:unlinkTitle', { address: account.address })}
      text={[t('accounts:unlinkText'), t('accounts:unlinkKept')]}
      action={t('accounts:unlink')}
      pending={unlink.isPending}
      failure={<FormFailure thrown={unlink.error} />}
      onConfirm={() => unlink.mutate()}
      onClose={onClose}
    />
  );
}

function UnlinkedDialog({ unlinked, onClose }: { unlinked: Unlinked | null; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={unlinked !== null}
      onClose={onClose}
      title={t('accounts:unlinkedTitle', { address: unlinked?.address ?? '' })}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <Text size="sm">
        {unlinked?.withdrawUrl ? t('accounts:unlinkedText') : t('accounts:unlinkedPassword')}
      </Text>
      <Group justify="flex-end" mt="lg">
        {unlinked?.withdrawUrl && (
          <Button
            variant="default"
            component="a"
            href={unlinked.withdrawUrl}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('accounts:withdraw')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('shell:close')}
        </Button>
      </Group>
    </Modal>
  );
}
