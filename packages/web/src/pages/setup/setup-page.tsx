import { administratorInput, passwordMinLength } from '@mailroom/model';
import { EmptyState } from '@mailroom/ui';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { Entrance } from '../../shell/entrance.tsx';

/** The first administrator, made with the one-time link that the server prints when it starts. */
export function SetupPage() {
  const { t } = useTranslation();
  const { token } = useSearch({ from: '/setup' });
  const setup = useQuery(read('readSetup', {}));
  if (setup.data?.needsAdministrator === false) {
    return (
      <Entrance title={t('session:setupTitle')} text={t('session:alreadySetUp')}>
        <Button component={Link} to="/sign-in" fullWidth>
          {t('session:signIn')}
        </Button>
      </Entrance>
    );
  }
  if (!token) {
    return (
      <Entrance title={t('session:setupTitle')}>
        <EmptyState icon={IconKey} title={t('session:tokenMissing')} />
      </Entrance>
    );
  }
  return <AdministratorForm token={token} />;
}

function AdministratorForm({ token }: { token: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const form = useForm({
    initialValues: { token, name: '', email: '', password: '' },
    validate: validateWith(administratorInput),
  });
  const create = useMutation({
    mutationFn: (body: typeof form.values) => call('createAdministrator', { body }),
    onSuccess: async () => {
      cache.clear();
      await navigate({ to: '/settings/provider-apps' });
    },
  });
  return (
    <Entrance title={t('session:setupTitle')} text={t('session:setupText')} foot={t('session:promise')}>
      <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('session:name')}
            autoComplete="name"
            autoFocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label={t('session:email')}
            type="email"
            autoComplete="username"
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('session:password')}
            description={t('session:passwordHint', { minimum: passwordMinLength })}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
            {...form.getInputProps('password')}
          />
          <FormFailure thrown={create.error} />
          <Button type="submit" loading={create.isPending} fullWidth>
            {t('session:create')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
