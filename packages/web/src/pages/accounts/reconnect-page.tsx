import { routes } from '@mailroom/model/api/index';
import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { Page } from '../../shell/page.tsx';
import { failedHalf } from './link/failed-half.ts';

/** New passwords for an IMAP account whose old ones are refused. */
export function ReconnectPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/accounts/$id/reconnect' });
  const account = useQuery(read('readAccount', { params: { id } })).data;
  const navigate = useNavigate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: { imapPassword: '', smtpPassword: '' },
    validate: validateWith(routes.reconnectImap.body),
  });
  const reconnect = useMutation({
    mutationFn: (body: typeof form.values) => call('reconnectImap', { params: { id }, body }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['listAccounts'] });
      await navigate({ to: '/accounts' });
    },
  });
  const visibility = { 'aria-label': t('session:showPassword') };
  return (
    <Page
      title={t('accounts:reconnectTitle', { address: account?.address ?? '' })}
      intro={t('accounts:reconnectText')}
    >
      <form onSubmit={form.onSubmit((values) => reconnect.mutate(values))} noValidate>
        <Stack gap="lg">
          <PasswordInput
            label={t('accounts:imapPassword')}
            autoComplete="off"
            visibilityToggleButtonProps={visibility}
            {...form.getInputProps('imapPassword')}
          />
          <PasswordInput
            label={t('accounts:smtpPassword')}
            autoComplete="off"
            visibilityToggleButtonProps={visibility}
            {...form.getInputProps('smtpPassword')}
          />
          <FormFailure thrown={reconnect.error} title={t(failedHalf(reconnect.error))} />
          <Group justify="flex-end">
            <Button variant="default" component={Link} to="/accounts">
              {t('shell:cancel')}
            </Button>
            <Button type="submit" loading={reconnect.isPending}>
              {t('accounts:reconnect')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
