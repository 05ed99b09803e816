import type { Account } from '@mailroom/model';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';

/** What an administrator paused for a reason, the owner does not set going again. */
export function PauseButton({ account }: { account: Account }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { id, state, pausedBy } = account;
  const paused = state === 'paused';
  const change = useMutation({
    mutationFn: () => call(paused ? 'resumeAccount' : 'pauseAccount', { params: { id } }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['listAccounts'] });
      await cache.invalidateQueries({ queryKey: ['readAccount'] });
    },
    onError: notifyFailure,
  });
  const role = useQuery(read('readMe', {})).data?.role;
  if (state === 'choosing' || state === 'unlinking') return null;
  if (pausedBy === 'administrator' && role !== 'administrator') return null;
  return (
    <Button size="xs" variant="default" loading={change.isPending} onClick={() => change.mutate()}>
      {paused ? t('accounts:resume') : t('accounts:pause')}
    </Button>
  );
}
