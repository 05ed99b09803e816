import { newPassword, passwordMinLength, type Security } from '@mailroom/model';
import { Button, Checkbox, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { Dialog } from './dialog.tsx';
import { Entry } from './entry.tsx';
import { useProof } from './use-proof.tsx';
import { useSecurityChanged } from './use-security-changed.ts';

/** Nothing where the organisation lets nobody in by a password. */
export function PasswordSection({ security: { hasPassword, passwordOpens } }: { security: Security }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  if (!passwordOpens) return null;
  const action = t(hasPassword ? 'security:changePassword' : 'security:setOwnPassword');
  return (
    <section className={card.card} aria-label={t('session:password')}>
      <h2 className={card.title}>{t('session:password')}</h2>
      <Entry name={t(hasPassword ? 'security:passwordSet' : 'security:passwordNone')}>
        <Button variant="default" onClick={() => setChanging(true)}>
          {action}
        </Button>
      </Entry>
      <Dialog opened={changing} title={action} onClose={() => setChanging(false)}>
        <PasswordForm hasPassword={hasPassword} onDone={() => setChanging(false)} />
      </Dialog>
    </section>
  );
}

function PasswordForm({ hasPassword, onDone }: { hasPassword: boolean; onDone(): void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const changed = useSecurityChanged();
  const proof = useProof(hasPassword);
  const form = useForm({
    initialValues: { newPassword: '', endOthers: true },
    validate: validateWith(z.object({ newPassword })),
  });
  const change = useMutation({
    mutationFn: (wish: typeof form.values) => call('changePassword', { body: { ...proof.body, ...wish } }),
    onSuccess: async () => {
      onDone();
      announce(t('security:passwordChanged'));
      await changed();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
      <Stack gap="md">
        {proof.field}
        <PasswordInput
          label={t('security:newPassword')}
          description={t('session:passwordHint', { minimum: passwordMinLength })}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
          {...form.getInputProps('newPassword')}
        />
        <Checkbox
          label={t('security:endOthers')}
          description={t('security:endOthersHint')}
          {...form.getInputProps('endOthers', { type: 'checkbox' })}
        />
        <FormFailure thrown={change.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending}>
            {t('shell:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
