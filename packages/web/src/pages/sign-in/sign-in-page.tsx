import { signIn } from '@mailroom/client';
import { asFailure, failureKind } from '@mailroom/model';
import { Alert, Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { Entrance } from '../../shell/entrance.tsx';
import { ownPath } from '../../shell/own-path.ts';
import { ProviderButtons } from './provider-buttons.tsx';

/** Most sign-ins need none, and a passkey's part of the browser is not fetched for them. */
const SecondFactorStep = lazy(() =>
  import('./second-factor-step.tsx').then((module) => ({ default: module.SecondFactorStep })),
);

const credentials = z.object({ email: z.email(), password: z.string().min(1) });

export function SignInPage() {
  const { t } = useTranslation();
  const { next, step, failure } = useSearch({ from: '/sign-in' });
  const [pending, setPending] = useState(step === 'second-factor');
  const ways = useQuery(read('listSignInWays', {})).data;
  const router = useRouter();
  const cache = useQueryClient();
  const form = useForm({ initialValues: { email: '', password: '' }, validate: validateWith(credentials) });
  const goOn = async () => {
    cache.clear();
    await router.navigate({ href: ownPath(next) });
  };
  const enter = useMutation({
    mutationFn: (values: typeof form.values) => signIn(values),
    onSuccess: async ({ secondFactor }) => {
      if (secondFactor) setPending(true);
      else await goOn();
    },
  });
  const returned = failure && (failureKind.safeParse(failure).data ?? 'unexpected');
  const wrong = enter.isError && asFailure(enter.error).kind === 'not-signed-in';
  if (pending)
    return (
      <Entrance title={t('security:secondFactorTitle')}>
        <Suspense>
          <SecondFactorStep onDone={goOn} />
        </Suspense>
      </Entrance>
    );
  return (
    <Entrance title={t('session:signInTitle')}>
      {returned && (
        <Alert color="red" variant="light" role="alert" mb="md">
          {t(`failures:${returned}`)}
        </Alert>
      )}
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
          {ways?.recovery && (
            <Button component={Link} to="/recovery" variant="subtle" fullWidth>
              {t('security:forgot')}
            </Button>
          )}
        </Stack>
      </form>
      {ways && ways.providers.length > 0 && (
        <>
          <Divider label={t('security:or')} my="md" />
          <ProviderButtons
            providers={ways.providers}
            begin={(providerId) => call('beginProviderSignIn', { body: { providerId, next: ownPath(next) } })}
          />
        </>
      )}
    </Entrance>
  );
}
