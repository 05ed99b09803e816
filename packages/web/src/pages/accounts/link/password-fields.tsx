import { PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type PasswordKind, withUserNames } from './password-values.ts';
import type { PasswordFormState } from './use-password-form.ts';

/** The password, by the name the provider has for the one that is meant, and the name on sent mail. */
export function Secrets({ form, kind }: { form: PasswordFormState; kind: PasswordKind }) {
  const { t } = useTranslation();
  return (
    <>
      <PasswordInput
        label={t(`discovery:passwords.${kind}`)}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
        {...form.getInputProps('password')}
      />
      <TextInput label={t('accounts:displayName')} autoComplete="name" {...form.getInputProps('name')} />
    </>
  );
}

export function AddressField({ form }: { form: PasswordFormState }) {
  const { t } = useTranslation();
  const address = form.getInputProps('address');
  return (
    <TextInput
      label={t('accounts:address')}
      type="email"
      autoComplete="email"
      {...address}
      onBlur={(event) => {
        address.onBlur?.(event);
        form.setValues(withUserNames(form.values, event.currentTarget.value.trim()));
      }}
    />
  );
}
