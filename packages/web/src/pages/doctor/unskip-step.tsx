import type { ProviderApp, SkipReason } from '@mailroom/model';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LinkMailboxButton } from './link-mailbox-button.tsx';

/** What makes a check possible that was not made; nothing where another check says it. */
export function UnskipStep({ app, reason }: { app: ProviderApp; reason: SkipReason | null }) {
  const { t } = useTranslation();
  const page = `/settings/provider-apps/${app.id}`;
  switch (reason) {
    case 'tenant-not-named':
      return <StepLink to={page}>{t('doctor:steps.nameDirectory')}</StepLink>;
    case 'client-id-not-entered':
      return <StepLink to={page}>{t('doctor:steps.enterClientId')}</StepLink>;
    case 'expiry-not-entered':
      return (
        <StepLink to={page} hash="credentials">
          {t('doctor:steps.enterExpiry')}
        </StepLink>
      );
    case 'credential-not-entered':
      return (
        <StepLink to={page} hash="credentials">
          {t('doctor:steps.addCredential')}
        </StepLink>
      );
    case 'nobody-signed-in-yet':
      return <LinkMailboxButton app={app} />;
    default:
      return null;
  }
}

function StepLink({ to, hash, children }: { to: string; hash?: string; children: string }) {
  return (
    <Button size="xs" variant="default" component={Link} to={to} hash={hash}>
      {children}
    </Button>
  );
}
