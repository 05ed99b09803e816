import type { Account } from '@mailroom/model';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';

/** Asks the provider for news now. */
export function SyncButton({ account }: { account: Account }) {
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
