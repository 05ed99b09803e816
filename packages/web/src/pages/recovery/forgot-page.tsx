import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { Entrance } from '../../shell/entrance.tsx';

/** Says the same whoever has the address, as the server does. */
export function ForgotPage() {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { email: '' },
    validate: validateWith(z.object({ email: z.email() })),
  });
  const ask = useMutation({ mutationFn: (body: typeof form.values) => call('beginRecovery', { body }) });
  if (ask.isSuccess)
    return (
      <Entrance title={t('security:forgotTitle')} text={t('security:forgotSent')}>
        <Button component={Link} to="/sign-in" fullWidth>
          {t('session:signIn')}
        </Button>
      </Entrance>
    );
  return (
    <Entrance title={t('security:forgotTitle')} text={t('security:forgotText')}>
      <form onSubmit={form.onSubmit((values) => ask.mutate(values))} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('session:email')}
            type="email"
            autoComplete="username"
            autoFocus
            {...form.getInputProps('email')}
          />
          <FormFailure thrown={ask.error} />
          <Button type="submit" loading={ask.isPending} fullWidth>
            {t('security:sendLink')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
