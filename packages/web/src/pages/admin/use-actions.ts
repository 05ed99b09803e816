import type { OverseenAccount, OversightAction, OversightOutcome } from '@mailroom/model';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { notifyFailure } from '../../shell/notify-failure.ts';

export interface Actions {
  run(action: OversightAction, accounts: readonly OverseenAccount[]): void;
  busy: boolean;
}

/** Does something with several accounts, and says what came of it: how many it was done for, and why not for the others. */
export function useActions(onDone: () => void): Actions {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const act = useMutation({
    mutationFn: ({ action, accountIds }: { action: OversightAction; accountIds: string[] }) =>
      call('actOnAccounts', { body: { action, accountIds } }),
    onSuccess: async ({ outcomes, byMail }, { action }) => {
      const of = (outcome: OversightOutcome) => outcomes.filter((one) => one.outcome === outcome).length;
      const done = of('done');
      const sentences = [
        ...(done > 0 ? [t(`oversight:done.${action}`, { count: done })] : []),
        ...(done > 0 && action === 'ask-owner' && !byMail ? [t('oversight:noMail')] : []),
        ...(of('asked-already') > 0 ? [t('oversight:askedAlready', { count: of('asked-already') })] : []),
        ...(of('not-now') + of('not-found') > 0
          ? [t('oversight:notNow', { count: of('not-now') + of('not-found') })]
          : []),
      ];
      notifications.show({
        message: sentences.join(' '),
        closeButtonProps: { 'aria-label': t('shell:close') },
      });
      onDone();
      await cache.invalidateQueries({ queryKey: ['listOverseenAccounts'] });
      await cache.invalidateQueries({ queryKey: ['readVitals'] });
    },
    onError: notifyFailure,
  });
  return {
    run: (action, accounts) => act.mutate({ action, accountIds: accounts.map(({ id }) => id) }),
    busy: act.isPending,
  };
}
