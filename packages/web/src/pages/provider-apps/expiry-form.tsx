import { type Credential, daysLeft, type ProviderApp } from '@mailroom/model';
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import classes from './expiry-form.module.css';
import { useAppsChanged } from './use-apps-changed.ts';

interface ExpiryFormProps {
  app: ProviderApp;
  credential: Credential;
  onDone(): void;
}

/** The day on which a secret ends, which only the portal and who made it know. */
export function ExpiryForm({ app, credential, onDone }: ExpiryFormProps) {
  const { t } = useTranslation();
  const changed = useAppsChanged();
  const form = useForm({
    initialValues: { expires: credential.expires ?? '' },
    validate: {
      expires: (value) => {
        if (value === '') return t('fields:date-form');
        return daysLeft(value, new Date()) < 0 ? t('providerApps:expiredAlready') : null;
      },
    },
  });
  const change = useMutation({
    mutationFn: ({ expires }: { expires: string }) =>
      call('changeCredential', { params: { id: app.id, credentialId: credential.id }, body: { expires } }),
    onSuccess: async () => {
      onDone();
      await changed();
    },
  });
  return (
    <form className={classes.form} onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
      <TextInput
        label={t('providerApps:secretExpires')}
        description={t('providerApps:secretExpiresHint')}
        type="date"
        {...form.getInputProps('expires')}
      />
      <FormFailure thrown={change.error} />
      <div className={classes.buttons}>
        <Button size="xs" variant="default" onClick={onDone}>
          {t('shell:cancel')}
        </Button>
        <Button size="xs" type="submit" loading={change.isPending}>
          {t('shell:save')}
        </Button>
      </div>
    </form>
  );
}
