import { newPassword, passwordMinLength } from '@mailroom/model';
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { Entrance } from '../../shell/entrance.tsx';

/** Where the recovery mail's link leads; its token stands behind `#`, which no server sees. */
export function NewPasswordPage() {
  const { t } = useTranslation();
  const [token] = useState(() => window.location.hash.slice(1));
  const form = useForm({
    initialValues: { password: '' },
    validate: validateWith(z.object({ password: newPassword })),
  });
  const set = useMutation({
    mutationFn: ({ password }: typeof form.values) => call('finishRecovery', { body: { token, password } }),
  });
  if (set.isSuccess)
    return (
      <Entrance title={t('security:recoveredTitle')} text={t('security:recoveredText')}>
        <Button component={Link} to="/sign-in" fullWidth>
          {t('session:signIn')}
        </Button>
      </Entrance>
    );
  return (
    <Entrance title={t('security:newPasswordTitle')}>
      <form onSubmit={form.onSubmit((values) => set.mutate(values))} noValidate>
        <Stack gap="md">
          <PasswordInput
            label={t('session:password')}
            description={t('session:passwordHint', { minimum: passwordMinLength })}
            autoComplete="new-password"
            autoFocus
            visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
            {...form.getInputProps('password')}
          />
          <FormFailure thrown={set.error} />
          <Button type="submit" loading={set.isPending} fullWidth>
            {t('security:setPassword')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
