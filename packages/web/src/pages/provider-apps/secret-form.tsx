import { type CredentialInput, credentialInput, daysLeft, type ProviderKind } from '@mailroom/model';
import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../form/form-failure.tsx';
import { validateWith } from '../../form/validate.ts';
import classes from './secret-form.module.css';

interface Values {
  value: string;
  expires: string;
}

interface SecretFormProps {
  provider: ProviderKind;
  pending: boolean;
  failure: unknown;
  onSubmit(input: CredentialInput): void;
  onCancel(): void;
}

const inputOf = ({ value, expires }: Values): CredentialInput => ({
  kind: 'secret',
  value,
  expires: expires || null,
});

/** A client secret with its date. Microsoft's Secret ID, the commonest mistake, is refused while it is being pasted. */
export function SecretForm({ provider, pending, failure, onSubmit, onCancel }: SecretFormProps) {
  const { t } = useTranslation();
  const form = useForm<Values>({
    initialValues: { value: '', expires: '' },
    validate: (values) => {
      const errors = validateWith(credentialInput)(inputOf(values));
      const over = values.expires !== '' && daysLeft(values.expires, new Date()) < 0;
      return over ? { ...errors, expires: t('providerApps:expiredAlready') } : errors;
    },
    validateInputOnChange: ['value'],
    validateInputOnBlur: ['expires'],
  });
  return (
    <form className={classes.form} onSubmit={form.onSubmit((values) => onSubmit(inputOf(values)))} noValidate>
      <Stack gap="md">
        <PasswordInput
          label={t('providerApps:secretValue')}
          description={
            provider === 'google' ? t('providerApps:secretHintGoogle') : t('providerApps:secretHint')
          }
          autoComplete="off"
          spellCheck={false}
          visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
          {...form.getInputProps('value')}
        />
        {provider === 'microsoft' && (
          <TextInput
            label={t('providerApps:secretExpires')}
            description={t('providerApps:secretExpiresHint')}
            type="date"
            maw="16rem"
            {...form.getInputProps('expires')}
          />
        )}
        <FormFailure thrown={failure} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('shell:cancel')}
          </Button>
          <Button type="submit" loading={pending}>
            {t('providerApps:addSecret')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
