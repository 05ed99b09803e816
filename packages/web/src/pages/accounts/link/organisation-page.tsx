import { routes } from '@mailroom/model/api/index';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../../api/call.ts';
import { read } from '../../../api/read.ts';
import { FormFailure } from '../../../form/form-failure.tsx';
import { validateWith } from '../../../form/validate.ts';
import { Loaded } from '../../../shell/loaded.tsx';
import { Page } from '../../../shell/page.tsx';
import { AppChoice } from './app-choice.tsx';
import { type LinkApp, organisationApps } from './link-options.ts';

/** A mailbox that the organisation's own grant opens; nobody signs in. */
export function OrganisationPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('accounts:organisation')} intro={t('accounts:organisationIntro')}>
      <Loaded query={useQuery(read('listLinkOptions', {}))}>
        {(options) => <OrganisationForm apps={organisationApps(options)} />}
      </Loaded>
    </Page>
  );
}

function OrganisationForm({ apps }: { apps: readonly LinkApp[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: { providerAppId: apps[0]?.id ?? '', address: '', name: '' },
    validate: validateWith(routes.linkOrganisation.body),
  });
  const link = useMutation({
    mutationFn: (body: typeof form.values) => call('linkOrganisation', { body }),
    onSuccess: async (account) => {
      cache.setQueryData(read('readAccount', { params: { id: account.id } }).queryKey, account);
      await cache.invalidateQueries({ queryKey: ['listAccounts'] });
      await navigate({ to: '/accounts/$id/start', params: { id: account.id } });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => link.mutate(values))} noValidate>
      <Stack gap="lg">
        <TextInput
          label={t('accounts:organisationAddress')}
          type="email"
          spellCheck={false}
          autoCapitalize="off"
          autoFocus
          {...form.getInputProps('address')}
        />
        <TextInput label={t('accounts:organisationName')} {...form.getInputProps('name')} />
        <AppChoice
          apps={apps}
          value={form.values.providerAppId}
          onChange={(id) => form.setFieldValue('providerAppId', id)}
        />
        <FormFailure thrown={link.error} title={t('accounts:linkFailed')} />
        <Group justify="flex-end">
          <Button variant="default" component={Link} to="/accounts/link">
            {t('shell:cancel')}
          </Button>
          <Button type="submit" loading={link.isPending} disabled={apps.length === 0}>
            {t('accounts:testAndLink')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
