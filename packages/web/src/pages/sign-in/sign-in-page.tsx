import { signIn } from '@mailroom/client';
import { asFailure } from '@mailroom/model';
import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { Entrance } from '../../shell/entrance.tsx';
import { ownPath } from '../../shell/own-path.ts';

const credentials = z.object({ email: z.email(), password: z.string().min(1) });

export function SignInPage() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const cache = useQueryClient();
  const form = useForm({ initialValues: { email: '', password: '' }, validate: validateWith(credentials) });
  const enter = useMutation({
    mutationFn: (values: typeof form.values) => signIn(values),
    onSuccess: async () => {
      cache.clear();
      await router.navigate({ href: ownPath(next) });
    },
  });
  const wrong = enter.isError && asFailure(enter.error).kind === 'not-signed-in';
  return (
    <Entrance title={t('session:signInTitle')}>
      <form onSubmit={form.onSubmit((values) => enter.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('session:email')}
            type="email"
            autoComplete="username"
            autoFocus
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('session:password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
            {...form.getInputProps('password')}
          />
          {wrong ? (
            <Alert color="red" variant="light" role="alert">
              {t('session:wrong')}
            </Alert>
          ) : (
            <FormFailure thrown={enter.error} />
          )}
          <Button type="submit" loading={enter.isPending} fullWidth>
            {t('session:signIn')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
