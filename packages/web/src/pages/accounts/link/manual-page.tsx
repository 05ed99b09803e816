import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../shell/page.tsx';
import { PasswordForm } from './password-form.tsx';
import { blankValues } from './password-values.ts';

/** Servers and password entered by hand, for what discovery does not know. */
export function ManualPage() {
  const { t } = useTranslation();
  const { address } = useSearch({ from: '/signed-in/accounts/link/imap' });
  return (
    <Page title={t('accounts:imapTitle')}>
      <PasswordForm initialValues={blankValues(address ?? '')} asksAddress />
    </Page>
  );
}
