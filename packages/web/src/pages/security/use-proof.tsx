import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The password that is asked for again, where there is one. */
export function useProof(hasPassword: boolean) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  return {
    body: hasPassword ? { password } : {},
    field: hasPassword && (
      <PasswordInput
        label={t('security:ownPassword')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword') }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    ),
  };
}
