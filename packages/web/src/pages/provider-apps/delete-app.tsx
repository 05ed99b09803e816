import type { ProviderApp } from '@mailroom/model';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Confirm } from '../../shell/confirm.tsx';
import { useAppsChanged } from './use-apps-changed.ts';

interface DeleteAppProps {
  app: ProviderApp;
  opened: boolean;
  onClose(): void;
}

export function DeleteApp({ app, opened, onClose }: DeleteAppProps) {
  const { t } = useTranslation();
  const changed = useAppsChanged();
  const remove = useMutation({
    mutationFn: () => call('deleteProviderApp', { params: { id: app.id } }),
    onSuccess: async () => {
      onClose();
      await changed();
    },
  });
  return (
    <Confirm
      opened={opened}
      title={t('providerApps:deleteTitle', { name: app.name })}
      text={[
        app.accounts > 0 ? t('providerApps:inUse', { count: app.accounts }) : t('providerApps:deleteText'),
      ]}
      action={t('shell:delete')}
      pending={remove.isPending}
      failure={<FormFailure thrown={remove.error} />}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
